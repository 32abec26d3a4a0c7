"use client";

import { useId } from "react";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { CohortView } from "#lib/browser/helpdesk/cohort/cohort-session.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";

/** How far the group has been read. */
export function ReadingProgress({ view }: { view: CohortView }) {
	const t = useTranslations("cohort");
	const { spoken } = useTimes();
	const id = useId();
	const { phase, people, total, lookedUp, waitUntil } = view;
	if (phase === "stopped" || phase === "complete") return null;
	const all = Math.max(total ?? 0, people.length);
	return (
		<div className="my-6 max-w-[38rem]">
			<label htmlFor={id} className="block font-semibold">
				{phase === "reading" ? t("reading") : t("lookingUp")}
			</label>
			<ProgressBar id={id} {...(all > 0 && { value: people.length + lookedUp, max: 2 * all })} />
			{all > 0 && (
				<p className="text-sm text-muted">
					{t("progress", { read: people.length, all, lookedUp })}
				</p>
			)}
			<p role="status">{waitUntil && t("waiting", { until: spoken(waitUntil) })}</p>
		</div>
	);
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
