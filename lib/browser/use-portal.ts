"use client";

import { useCallback } from "react";
import { type Ask, callPortal, type PortalResult } from "#lib/browser/call-portal.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { useThrow } from "#lib/browser/use-throw.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";

/** Calls the portal as the person who is signed in. */
export type AskPortal = <T>(ask: Ask<T>) => Promise<PortalResult<T>>;

/** Gives a function that calls the portal as the person who is signed in. What it throws is a bug, and is shown. */
export function usePortal(): AskPortal {
	const signIn = useSignIn();
	const toBoundary = useThrow();
	return useCallback(
		async <T>(ask: Ask<T>) => {
			try {
				return await callPortal(signIn, ask);
			} catch (error) {
				toBoundary(error);
				throw error;
			}
		},
		[signIn, toBoundary],
	);
}

/**
 * Reads something as the person who is signed in, and again whenever `ask` is another one or `again` is
 * called. What was read stays until the next is there. `undefined` while the first is read.
 */
export function usePortalRead<T>(ask: Ask<T>): {
	result: PortalResult<T> | undefined;
	again(): void;
} {
	const portal = usePortal();
	return useRead(useCallback(() => portal(ask), [portal, ask]));
}
