"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { RunView } from "#lib/browser/helpdesk/expire/expiry-run.ts";
import { EXPIRY_STATES, isSettled } from "#lib/core/cohort/expiry-row.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { StateCounts } from "./state-counts.tsx";

type Props = { view: RunView; isPausing: boolean; onPause: () => void };

/** The progress of a run. The reason for a wait is announced; the numbers are not, since they change constantly. */
export function RunProgress({ view, isPausing, onPause }: Props) {
	const t = useTranslations("expire");
	const heading = useRef<HTMLHeadingElement>(null);
	// The button that started the run is gone.
	useEffect(() => heading.current?.focus(), []);
	const { counts, total, heldUpBy } = view;
	const settled = EXPIRY_STATES.filter(isSettled).reduce((sum, state) => sum + counts[state], 0);
	const text = t("progress", { done: settled, total });
	return (
		<section>
			<h2 ref={heading} tabIndex={-1} className="mb-4 text-xl font-bold">
				{t("runHeading")}
			</h2>
			<ProgressBar aria-label={t("runHeading")} value={settled} max={total} />
			<p className="mb-4 font-semibold">{text}</p>
			<p role="status" className="mb-4">
				{isPausing ? t("pausing") : heldUpBy ? t(`heldUp.${heldUpBy}`) : doing()}
			</p>
			<StateCounts counts={counts} />
			{!isPausing && (
				<Button look="secondary" onClick={onPause}>
					{t("pause")}
				</Button>
			)}
		</section>
	);

	function doing(): string {
		return settled === total ? t("allDone") : t("running");
	}
}
