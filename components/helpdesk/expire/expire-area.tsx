"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { RunView } from "#lib/browser/helpdesk/expire/expiry-run.ts";
import { EXPIRY_STATES, isSettled } from "#lib/core/cohort/expiry-row.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { EndNotice, FIRST_ON_CARD } from "./end-notice.tsx";
import { handedOverGroup } from "./handed-over.ts";
import { Prepare } from "./prepare.tsx";
import { StateCounts } from "./state-counts.tsx";
import { StoppedRun } from "./stopped-run.tsx";
import { type Expiry, useExpiry } from "./use-expiry.ts";

/** From a list of people through a rehearsal to a report; an interrupted run is restored. */
export function ExpireArea() {
	return (
		<AsHelpdesk>
			<Area />
		</AsHelpdesk>
	);
}

function Area() {
	const expiry = useExpiry();
	return (
		<div className="card max-w-[56rem]">
			<Stage {...expiry} />
		</div>
	);
}

function Stage({ stage, start, pause, discard }: Expiry) {
	const t = useTranslations();
	switch (stage.kind) {
		case "loading":
			return <Loading>{t("site.loading")}</Loading>;
		case "starting":
			return <Loading>{t("expire.starting")}</Loading>;
		case "none":
			return (
				<>
					<div className={FIRST_ON_CARD}>{stage.end && <EndNotice end={stage.end} />}</div>
					<Prepare onStart={(people) => start({ how: "new", people, group: handedOverGroup() })} />
				</>
			);
		case "running":
			return <RunProgress view={stage.view} isPausing={stage.isPausing} onPause={pause} />;
		case "stopped":
			return (
				<StoppedRun
					stage={stage}
					onResume={() => start({ how: "resumed" })}
					onAgain={() => start({ how: "again" })}
					onDiscard={discard}
				/>
			);
	}
}

type Props = { view: RunView; isPausing: boolean; onPause: () => void };

/** The progress of a run. The reason for a wait is announced; the numbers are not, since they change constantly. */
function RunProgress({ view, isPausing, onPause }: Props) {
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
