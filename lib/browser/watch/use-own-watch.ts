"use client";

import { useCallback } from "react";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { rememberOpen } from "../change/change-record.ts";
import { readOwnWatch } from "../portal-api.ts";
import { usePortalRead } from "../use-portal.ts";

/**
 * The signed-in person's current watch; `undefined` while loading, `none` without one. Also makes this browser remember a change
 * that was tried or begun on another device.
 */
export function useOwnWatch(): WatchView | "none" | undefined {
	const person = signedInAccount(useSignIn());
	const personId = person?.id ?? "";
	const read = useCallback(
		async (token: string) => {
			const result = await readOwnWatch(token);
			if (result.ok && result.value) rememberOpen(result.value, personId);
			return result;
		},
		[personId],
	);
	const { result } = usePortalRead(read);
	return result && ((result.ok && result.value?.view) || "none");
}

/** Whether a change was made and is still on its way; not one that will never arrive or is blocked. */
export function isUnderWay(view: WatchView): view is WatchView & { changedAt: Date } {
	return view.changedAt !== undefined && isExpected(view);
}
