"use client";

import { usePortalRead } from "#lib/browser/use-portal.ts";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { readOwnWatch } from "../portal-api.ts";

/** The signed-in person's current watch as it is now; `undefined` while it is read, `none` without one. */
export function useOwnWatch(): WatchView | "none" | undefined {
	const { result } = usePortalRead(readOwnWatch);
	return result && ((result.ok && result.value?.view) || "none");
}

/** Whether a change has been made and is still to arrive; not one that never will, or that something blocks. */
export function isUnderWay(view: WatchView): view is WatchView & { changedAt: Date } {
	return view.changedAt !== undefined && isExpected(view);
}
