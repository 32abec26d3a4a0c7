"use client";

import { useCallback } from "react";
import type { Result } from "#lib/core/failure.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useRead } from "./use-read.ts";

type Ask<T> = (token: string) => Promise<Result<T>>;

/** Calls the portal as the signed-in person. */
export type AskPortal = <T>(ask: Ask<T>) => Promise<Result<T>>;

/** Returns a function that calls the portal as the signed-in person. */
export function usePortal(): AskPortal {
	const signIn = useSignIn();
	return useCallback(<T>(ask: Ask<T>) => callPortal(signIn, ask), [signIn]);
}

/** Like `useRead`, from the portal as the signed-in person. */
export function usePortalRead<T>(ask: Ask<T>) {
	const portal = usePortal();
	return useRead(useCallback(() => portal(ask), [portal, ask]));
}
