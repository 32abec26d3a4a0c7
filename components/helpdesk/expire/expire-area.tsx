"use client";

import { Loading } from "#components/ui/loading.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { EndNotice, FIRST_ON_CARD } from "./end-notice.tsx";
import { handedOverGroup } from "./handed-over.ts";
import { Prepare } from "./prepare.tsx";
import { RunProgress } from "./run-progress.tsx";
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
