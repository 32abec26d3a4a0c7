"use client";

import { Icon } from "#components/ui/icon.tsx";
import type { MetRules } from "#lib/core/password-rules.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** All rules, before anything is typed. A met rule is ticked; an unmet one is never marked. */
export function ChangeRules({ met }: { met: MetRules }) {
	const t = useTranslations("change");
	const rules = [
		{ text: t("ruleLength"), isMet: met.length },
		{ text: t("ruleCharacters"), isMet: met.characters },
		{ text: t("ruleDifferent"), isMet: met.different },
		{ text: t("ruleKinds"), isMet: met.kinds },
	];
	return (
		<div id="rules">
			<p className="sr-only">{t("rulesHeading")}</p>
			<ul className="flex flex-wrap gap-1.5 text-xs">
				{rules.map(({ text, isMet }) => (
					<li
						key={text}
						className={`flex items-center gap-1.5 rounded-card border px-2 py-0.5 transition-colors ${isMet ? "border-success/20 bg-success-tint text-success" : "border-line text-muted"}`}
					>
						<span className="flex size-4 shrink-0 items-center justify-center">
							{isMet ? (
								<Icon name="check" className="size-4" />
							) : (
								<span className="size-1.5 rounded-pill bg-control" />
							)}
						</span>
						{text}
						{isMet && <span className="sr-only">{t("met")}</span>}
					</li>
				))}
			</ul>
		</div>
	);
}
