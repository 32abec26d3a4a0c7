"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { canTryAgain, countStates, isSettled } from "#lib/core/cohort/expiry-row.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { EndNotice, FIRST_ON_CARD } from "./end-notice.tsx";
import { RunReport } from "./run-report.tsx";
import { StateCounts } from "./state-counts.tsx";
import type { ExpiryStage } from "./use-expiry.ts";

type Props = {
	stage: Extract<ExpiryStage, { kind: "stopped" }>;
	onResume: () => void;
	onAgain: () => void;
	onDiscard: () => void;
};

/** A run that is not running: to be resumed, or finished and shown as a report. */
export function StoppedRun({ stage, onResume, onAgain, onDiscard }: Props) {
	const t = useTranslations("expire");
	const { stored, isUnfinished, end } = stage;
	const left = stored.rows.filter(({ state }) => !isSettled(state)).length;
	const failed = stored.rows.filter(canTryAgain).length;
	const counts = countStates(stored.rows);
	const wayOn = isUnfinished ? (
		<>
			<p className="mb-4">{left > 0 ? t("unfinished", { count: left }) : t("allDone")}</p>
			<Button onClick={onResume}>{t("resume")}</Button>
		</>
	) : (
		counts.expired + counts["not-shown"] > 0 && <TellThem groupId={stored.run.groupId} />
	);
	return (
		<>
			<div className={FIRST_ON_CARD}>
				{end && <EndNotice end={end}>{wayOn}</EndNotice>}
				{!end && wayOn && (
					<Notice
						look={isUnfinished ? "warning" : "action"}
						heading={t(isUnfinished ? "unfinishedHeading" : "nextHeading")}
					>
						{wayOn}
					</Notice>
				)}
			</div>
			<h2 className="mb-2 text-xl font-bold">{t("reportHeading")}</h2>
			<StateCounts counts={counts} />
			{failed > 0 && !isUnfinished && (
				<p className="mb-4">
					<Button onClick={onAgain}>{t("again", { count: failed })}</Button>
				</p>
			)}
			<RunReport rows={stored.rows} />
			<Button look="secondary" onClick={onDiscard}>
				{isUnfinished ? t("putAwayLeft") : t("putAway")}
			</Button>
		</>
	);
}

/** What is left for the agent after a run: most people notice nothing until something fails. */
function TellThem({ groupId }: { groupId: string | undefined }) {
	const t = useTranslations("expire");
	return (
		<>
			<p className="my-2">{t("next")}</p>
			<p className="flex flex-wrap gap-x-6 gap-y-2">
				<AppLink href="/helpdesk/links">{t("nextLink")}</AppLink>
				<AppLink href={groupId ? `/helpdesk/groups/${groupId}` : "/helpdesk/groups"}>
					{t("nextBoard")}
				</AppLink>
			</p>
		</>
	);
}
