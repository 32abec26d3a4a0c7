"use client";

import { formatTimeOfDay, Instant } from "#components/ui/instant.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { CohortView } from "#lib/browser/helpdesk/cohort/cohort-session.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

/** How far the group has been read; once it is whole, that it is followed, and as of when. */
export function ReadingProgress({ view }: { view: CohortView }) {
	const t = useTranslations("cohort");
	const locale = useLocale();
	const { phase, people, total, lookedUp, waitUntil, now } = view;
	if (phase === "stopped") return null;
	if (phase === "complete") {
		return (
			<p className="my-4 text-muted">
				{t("following")} {t("asOf")} <Instant at={now} />
			</p>
		);
	}
	const all = Math.max(total ?? 0, people.length);
	return (
		<div className="my-6 max-w-[38rem]">
			<label htmlFor="reading" className="block font-semibold">
				{phase === "reading" ? t("reading") : t("lookingUp")}
			</label>
			<ProgressBar
				id="reading"
				{...(all > 0 && { value: people.length + lookedUp, max: 2 * all })}
			/>
			<p className="text-sm text-muted">{t("progress", { read: people.length, all, lookedUp })}</p>
			<p role="status">
				{waitUntil && t("waiting", { until: formatTimeOfDay(waitUntil, locale) })}
			</p>
		</div>
	);
}
