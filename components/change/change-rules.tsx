"use client";

import type { MetRules } from "#lib/core/password-rules.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Every rule before anything is typed. A met rule is ticked; an unmet one is never marked. */
export function ChangeRules({ met }: { met: MetRules }) {
	const t = useTranslations("change");
	const rules = [
		{ text: t("ruleLength"), isMet: met.length },
		{ text: t("ruleKinds"), isMet: met.kinds },
		{ text: t("ruleCharacters"), isMet: met.characters },
		{ text: t("ruleDifferent"), isMet: met.different },
		{ text: t("ruleGuess"), isMet: false },
	];
	return (
		<section id="rules" className="mb-8">
			<h2 className="mb-2 text-xl font-bold">{t("rulesHeading")}</h2>
			<ul className="list-disc space-y-1 ps-6">
				{rules.map(({ text, isMet }) => (
					<li key={text} className={isMet ? "text-success" : ""}>
						{text}
						{isMet && <strong className="whitespace-nowrap"> ✓ {t("met")}</strong>}
					</li>
				))}
			</ul>
		</section>
	);
}
