"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import type { PersonState } from "#lib/core/person/person-state.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";
import { useAdviceText, useReasonText } from "./state-text.ts";

/** What to say now, in words to read out or to send, and the agent's evidence for it. */
export function ReadOut({ where, now }: { where: PersonState; now: Date }) {
	const t = useTranslations("onePerson");
	const { ago, spoken } = useTimes();
	const advice = useAdviceText(where);
	const reason = useReasonText(where, { past: (at) => ago(at, now), coming: spoken });
	return (
		<div className="my-4">
			<div className="rounded-card bg-info-tint p-4 sm:p-5">
				<h3 className="mb-1 text-sm font-semibold text-info">{t("sayHeading")}</h3>
				<blockquote aria-live="polite" className="mb-3 text-[1.25rem]/7">
					{advice}
				</blockquote>
				<CopyButton label={t("sayHeading")} value={advice} />
			</div>
			<p className="mt-3">{reason}</p>
		</div>
	);
}
