"use client";

import { useEffect, useState } from "react";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { readOwnWatch } from "../portal-api.ts";
import { apiToken } from "../sign-in/sign-in.ts";
import { useSignIn } from "../sign-in/sign-in-context.tsx";

/** The signed-in person's current watch as it is now; `undefined` while it is read, `none` without one. */
export function useOwnWatch(): WatchView | "none" | undefined {
	const signIn = useSignIn();
	const [view, setView] = useState<WatchView | "none">();

	useEffect(() => {
		let isCurrent = true;
		apiToken(signIn)
			.then((token) => (token.ok ? readOwnWatch(token.token) : undefined))
			.then((result) => isCurrent && setView((result?.ok && result.value?.view) || "none"));
		return () => {
			isCurrent = false;
		};
	}, [signIn]);

	return view;
}

/** Whether a change has been made and has not been seen to work yet. */
export function isUnderWay(view: WatchView): view is WatchView & { changedAt: Date } {
	return view.changedAt !== undefined && view.state !== "usable" && view.state !== "ended";
}
