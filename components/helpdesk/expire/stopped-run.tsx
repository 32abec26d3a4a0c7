"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { canTryAgain, countStates, isSettled } from "#lib/core/cohort/expiry-row.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { EndNotice } from "./end-notice.tsx";
import { RunReport } from "./run-report.tsx";
import { StateCounts } from "./state-counts.tsx";
import type { ExpiryStage } from "./use-expiry.ts";

type Props = {
	stage: Extract<ExpiryStage, { kind: "stopped" }>;
	onResume: () => void;
	onAgain: () => void;
	onPutAway: () => void;
};

/** A run that is not running: to be resumed, or finished and shown as a report. */
export function StoppedRun({ stage, onResume, onAgain, onPutAway }: Props) {
	const t = useTranslations("expire");
	const { kept, isUnfinished, end } = stage;
	const left = kept.rows.filter(({ state }) => !isSettled(state)).length;
	const failed = kept.rows.filter(canTryAgain).length;
	return (
		<>
			{end && <EndNotice end={end} />}
			{isUnfinished && (
				<Notice look="warning" heading={t("unfinishedHeading")}>
					<p className="mb-4">{left > 0 ? t("unfinished", { count: left }) : t("allDone")}</p>
					<Button onClick={onResume}>{t("resume")}</Button>
				</Notice>
			)}
			<h2 className="mb-2 text-xl font-bold">{t("reportHeading")}</h2>
			<StateCounts counts={countStates(kept.rows)} />
			{failed > 0 && !isUnfinished && (
				<p className="mb-4">
					<Button onClick={onAgain}>{t("again", { count: failed })}</Button>
				</p>
			)}
			<RunReport rows={kept.rows} />
			<Button look="secondary" onClick={onPutAway}>
				{isUnfinished ? t("putAwayLeft") : t("putAway")}
			</Button>
		</>
	);
}
