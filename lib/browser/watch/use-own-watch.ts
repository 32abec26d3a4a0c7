"use client";

import { useEffect, useState } from "react";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { readOwnWatch } from "../portal-api.ts";
import { apiToken } from "../sign-in/sign-in.ts";
import { useSignIn } from "../sign-in/sign-in-context.tsx";

/** The signed-in person's current watch as it is now; `undefined` while it is read, and when there is none. */
export function useOwnWatch(personId: string): WatchView | undefined {
	const signIn = useSignIn();
	const [view, setView] = useState<WatchView>();

	// biome-ignore lint/correctness/useExhaustiveDependencies: another person has another watch
	useEffect(() => {
		let isCurrent = true;
		apiToken(signIn)
			.then((token) => (token.ok ? readOwnWatch(token.token) : undefined))
			.then((result) => isCurrent && result?.ok && setView(result.value?.view));
		return () => {
			isCurrent = false;
		};
	}, [signIn, personId]);

	return view;
}
