"use client";

import { type ReactNode, useCallback, useEffect, useState } from "react";
import { OtherDevice } from "#components/progress/other-device.tsx";
import { WatchFollower } from "#components/progress/watch-follower.tsx";
import { later } from "#components/ui/later.tsx";
import { type ChangeRecord, readChangeRecord } from "#lib/browser/change/change-record.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";

/** Parts that need MSAL are loaded later: the state is shown without them. */
const OwnPart = later(() => import("./own-progress.tsx").then((m) => m.OwnProgress));
const OwnMailTo = later(() => import("./own-progress.tsx").then((m) => m.OwnMailTo));
const OwnSignOut = later(() => import("./own-progress.tsx").then((m) => m.OwnSignOut));
const FindOwnWatch = later(() => import("./find-own-watch.tsx").then((m) => m.FindOwnWatch));
const NewestWatch = later(() => import("./newest-watch.tsx").then((m) => m.NewestWatch));

/** One's own progress: of the newest change known to the server, initially of the one remembered here. */
export function ProgressArea({ support }: { support: ReactNode }) {
	const [record, setRecord] = useState<ChangeRecord | "none">();
	const [found, setFound] = useState<string>();

	useEffect(() => setRecord(readChangeRecord() ?? "none"), []);

	/** On a device without a record of the change: its new record counts as its own. */
	const show = useCallback((ticket: string) => {
		setRecord(readChangeRecord() ?? "none");
		setFound(ticket);
	}, []);

	if (!record) return null;
	if (record === "none" && !found) return <FindOwnWatch onFound={show} />;
	const remembered = record === "none" ? undefined : record;
	const own = remembered && (!found || found === remembered.ticket) ? remembered : undefined;
	const ticket = found ?? remembered?.ticket ?? "";
	return (
		<>
			<WatchFollower
				ticket={ticket}
				support={support}
				parts={(view: WatchView) => ({
					next: <OwnPart view={view} record={own} />,
					mailTo: view.isMailed && <OwnMailTo />,
					otherDevice: <OtherDevice ticket={ticket} />,
					beside: view.state === "usable" && <OwnSignOut />,
				})}
			/>
			{own && <NewestWatch shown={own} onFound={setFound} />}
		</>
	);
}
