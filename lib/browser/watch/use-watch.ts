"use client";

import { useEffect, useState } from "react";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { noteServerTime } from "../use-server-now.ts";
import { followSharedStream, type StreamMessage } from "./shared-stream.ts";

type FollowedWatch =
	| { status: "loading" | "unavailable" | "not-found" }
	| { status: "ended"; view: WatchView | undefined }
	| { status: "following"; view: WatchView; checkedAt: Date | undefined; isConnected: boolean };

/** Follows a watch live. The last state stays while the connection is lost, marked as such. */
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
	const onMessage = (message: StreamMessage) => {
		if (!signal.aborted) update((before) => afterMessage(before, message));
	};
	await followSharedStream(url, { signal, onMessage });
}

function afterMessage(before: FollowedWatch, message: StreamMessage): FollowedWatch {
	if (message.kind === "refused") return refused(before, message.status);
	if (message.kind === "connection") return connected(before, message.isConnected);
	const data = parseWithDates(message.data);
	if (message.event === "watch") return fromView(before, data as WatchView);
	return message.event === "checked" ? checked(before, data as { checkedAt?: Date }) : before;
}

function connected(before: FollowedWatch, isConnected: boolean): FollowedWatch {
	if (before.status === "following") return { ...before, isConnected };
	if (before.status === "ended") return before;
	return { status: isConnected ? "loading" : "unavailable" };
}

/** Another tab may forward its state while it has no connection itself. */
function fromView(before: FollowedWatch, view: WatchView): FollowedWatch {
	noteServerTime(view.sentAt);
	if (view.state === "ended") return { status: "ended", view };
	const wasConnected = before.status === "following" && before.isConnected;
	const isConnected = wasConnected || before.status === "loading";
	return { status: "following", view, checkedAt: view.checkedAt, isConnected };
}

function checked(before: FollowedWatch, { checkedAt }: { checkedAt?: Date }): FollowedWatch {
	if (before.status !== "following") return before;
	return { ...before, checkedAt: checkedAt ?? before.checkedAt };
}

/** 410: the watch has ended; any other refusal: it does not exist. */
function refused(before: FollowedWatch, status: number): FollowedWatch {
	if (status !== 410) return { status: "not-found" };
	return { status: "ended", view: before.status === "following" ? before.view : undefined };
}
