"use client";

import { usePortalRead } from "#lib/browser/use-portal.ts";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { readOwnWatch } from "../portal-api.ts";

/** The signed-in person's current watch; `undefined` while loading, `none` without one. */
export function useOwnWatch(): WatchView | "none" | undefined {
	const { result } = usePortalRead(readOwnWatch);
	return result && ((result.ok && result.value?.view) || "none");
}

/** Whether a change was made and is still on its way; not one that will never arrive or is blocked. */
export function isUnderWay(view: WatchView): view is WatchView & { changedAt: Date } {
	return view.changedAt !== undefined && isExpected(view);
}
