"use client";

import { useId } from "react";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { CohortView } from "#lib/browser/helpdesk/cohort/cohort-session.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";

/** How far the group has been read, in the place of `Following`, so that nothing moves afterwards. */
export function ReadingProgress({ view }: { view: CohortView }) {
	const t = useTranslations("cohort");
	const id = useId();
	const { phase, people, total, lookedUp } = view;
	if (phase === "stopped" || phase === "complete") return null;
	const all = Math.max(total ?? 0, people.length);
	const isReading = phase === "reading";
	return (
		<div className="relative w-full text-sm text-muted sm:w-auto sm:min-w-60">
			<label htmlFor={id}>{t(isReading ? "reading" : "lookingUp")}</label>
			{all > 0 && (
				<span className="ms-2 tabular-nums">
					{t("progress", { done: isReading ? people.length : lookedUp, all })}
				</span>
			)}
			<ProgressBar
				id={id}
				{...(all > 0 && { value: people.length + lookedUp, max: 2 * all })}
				isSmall
			/>
		</div>
	);
}

/** That Graph has asked to wait, and until when. */
export function Waiting({ view: { waitUntil } }: { view: CohortView }) {
	const t = useTranslations("cohort");
	const { spoken } = useTimes();
	return <p role="status">{waitUntil && t("waiting", { until: spoken(waitUntil) })}</p>;
}

/** After everybody was read: that they are followed, and since when; on a phone only the time. */
export function Following({ view: { phase, now } }: { view: CohortView }) {
	const t = useTranslations("cohort");
	const { spoken } = useTimes();
	if (phase !== "complete") return null;
	return (
		<p className="flex items-center gap-2 text-sm text-muted">
			<span aria-hidden className="size-2 shrink-0 animate-pulse rounded-pill bg-success" />
			<span className="hidden sm:inline">{t("following", { at: spoken(now) })}</span>
			<span className="sm:hidden">{t("asOf", { at: spoken(now) })}</span>
		</p>
	);
}
