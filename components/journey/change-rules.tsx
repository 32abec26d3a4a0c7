"use client";

import { useState } from "react";
import { metRules } from "#lib/core/password-rules.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Met = ReturnType<typeof metRules>;

/** Which rules are met so far; of what was typed only yes or no is kept. */
export function useMetRules() {
	const [met, setMet] = useState<Met>({ length: false, kinds: false });
	return { met, update: (password: string) => setMet(metRules(password)) };
}

/** Every rule before anything is typed. A met rule is ticked; an unmet one is never marked. */
export function ChangeRules({ met }: { met: Met }) {
	const t = useTranslations("change");
	const rules = [
		{ text: t("ruleLength"), isMet: met.length },
		{ text: t("ruleKinds"), isMet: met.kinds },
		{ text: t("ruleCharacters"), isMet: false },
		{ text: t("ruleDifferent"), isMet: false },
		{ text: t("ruleGuess"), isMet: false },
	];
	return (
		<section id="rules" className="mb-8">
			<h2 className="mb-2 text-xl font-bold">{t("rulesHeading")}</h2>
			<ul className="list-disc space-y-1 ps-6">
				{rules.map(({ text, isMet }) => (
					<li key={text} className={isMet ? "text-success" : ""}>
						{text}
						{isMet && <strong> ✓ {t("met")}</strong>}
					</li>
				))}
			</ul>
		</section>
	);
}
