"use client";

import { Icon } from "#components/ui/icon.tsx";
import type { MetRules } from "#lib/core/password-rules.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** All rules, before anything is typed. A met rule is ticked; an unmet one is never marked. */
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
		<section id="rules" className="mb-6 border-t border-line pt-5 text-sm">
			<h2 className="mb-2 font-bold">{t("rulesHeading")}</h2>
			<ul className="space-y-1.5">
				{rules.map(({ text, isMet }) => (
					<li key={text} className={`flex gap-2 ${isMet ? "text-success" : ""}`}>
						<Dot isMet={isMet} />
						<span>
							{text}
							{isMet && <strong className="whitespace-nowrap"> {t("met")}</strong>}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

/** A mark that fills when the rule is met; the text beside it says the same. */
function Dot({ isMet }: { isMet: boolean }) {
	return (
		<span
			aria-hidden="true"
			className="flex h-(--text-sm--line-height) w-5 shrink-0 items-center justify-center"
		>
			{isMet ? <Icon name="check" /> : <span className="size-1.5 rounded-pill bg-control" />}
		</span>
	);
}
