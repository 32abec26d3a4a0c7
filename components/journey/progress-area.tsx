"use client";

import { useEffect, useState } from "react";
import { WatchFollower } from "#components/readiness/watch-follower.tsx";
import { later } from "#components/ui/later.tsx";
import { type ChangeRecord, readChangeRecord } from "#lib/browser/change/change-record.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";

/** What needs the sign-in library comes later: the state is shown without it. */
const OwnPart = later(() => import("./own-progress.tsx").then((m) => m.OwnProgress));
const FindOwnWatch = later(() => import("./find-own-watch.tsx").then((m) => m.FindOwnWatch));

/** One's own progress: of the change that this browser remembers, else of the one that the server knows. */
export function ProgressArea() {
	const [record, setRecord] = useState<ChangeRecord | "none">();
	const [found, setFound] = useState<string>();

	useEffect(() => setRecord(readChangeRecord() ?? "none"), []);

	if (!record) return null;
	const ticket = record === "none" ? found : record.ticket;
	if (!ticket) return <FindOwnWatch onFound={setFound} />;
	return (
		<WatchFollower ticket={ticket}>
			{(view: WatchView) => (
				<OwnPart ticket={ticket} view={view} record={record === "none" ? undefined : record} />
			)}
		</WatchFollower>
	);
}
