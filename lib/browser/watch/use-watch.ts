"use client";

import { useEffect, useState } from "react";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { StreamRefused, streamEvents } from "./event-stream.ts";

export type FollowedWatch =
	| { status: "loading" | "unavailable" | "not-found" }
	| { status: "ended"; view: WatchView | undefined }
	| { status: "following"; view: WatchView; checkedAt: Date | undefined; isConnected: boolean };

/** Follows a watch live. Whatever is shown stays while the connection is lost, and is marked so. */
export function useWatch(ticket: string): FollowedWatch {
	const [followed, setFollowed] = useState<FollowedWatch>({ status: "loading" });

	useEffect(() => {
		const stop = new AbortController();
		setFollowed({ status: "loading" });
		void follow(ticket, stop.signal, setFollowed);
		return () => stop.abort();
	}, [ticket]);

	return followed;
}

type Update = (next: (before: FollowedWatch) => FollowedWatch) => void;

async function follow(ticket: string, signal: AbortSignal, update: Update): Promise<void> {
	const url = `/api/watches/${encodeURIComponent(ticket)}/events`;
	const onConnection = (isConnected: boolean) =>
		update((before) => {
			if (before.status === "following") return { ...before, isConnected };
			return isConnected ? before : { status: "unavailable" };
		});
	try {
		for await (const { event, data } of streamEvents(url, signal, onConnection)) {
			const said = parseWithDates(data);
			if (event === "watch") update(() => fromView(said as WatchView));
			if (event === "checked") update((before) => checked(before, said as { checkedAt?: Date }));
		}
	} catch (error) {
		if (!(error instanceof StreamRefused)) throw error;
		update((before) => refused(before, error.status));
	}
}

function fromView(view: WatchView): FollowedWatch {
	if (view.state === "ended") return { status: "ended", view };
	return { status: "following", view, checkedAt: view.checkedAt, isConnected: true };
}

function checked(before: FollowedWatch, { checkedAt }: { checkedAt?: Date }): FollowedWatch {
	if (before.status !== "following") return before;
	return { ...before, checkedAt: checkedAt ?? before.checkedAt, isConnected: true };
}

/** 410 is a watch that has ended; every other refusal is one that does not exist. */
function refused(before: FollowedWatch, status: number): FollowedWatch {
	if (status !== 410) return { status: "not-found" };
	return { status: "ended", view: before.status === "following" ? before.view : undefined };
}
