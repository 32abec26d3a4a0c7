"use client";

import { useEffect, useState } from "react";
import { needsSignIn } from "#lib/core/failure.ts";
import { apiToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { pauseUnlessWaking } from "../watch/silence.ts";
import type { ChangeRecord } from "./change-record.ts";
import { type Look, lookForChange, mustSignInToLook, settleChange } from "./settle-change.ts";

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 30_000;

/**
 * `not-reported`: it has changed, but the server does not know. Otherwise unresolved: Entra shows
 * no change or could not be asked.
 */
export type Settling = Look | "not-reported";

/** Retries until a change is resolved and reported; `undefined` when there is nothing left to do. */
export function useSettledChange(record: ChangeRecord | undefined): Settling | undefined {
	const signIn = useSignIn();
	const [settling, setSettling] = useState<Settling>();

	useEffect(() => {
		// The result of an earlier record does not concern this one.
		setSettling(undefined);
		if (!record || record.isReported) return;
		const stop = new AbortController();
		void settle(signIn, record, { signal: stop.signal, onSettling: setSettling });
		return () => stop.abort();
	}, [signIn, record]);

	return settling;
}

async function settle(
	signIn: SignIn,
	record: ChangeRecord,
	{
		signal,
		onSettling,
	}: { signal: AbortSignal; onSettling: (settling: Settling | undefined) => void },
): Promise<void> {
	let current = record;
	for (
		let pauseMs = FIRST_PAUSE_MS;
		!signal.aborted;
		pauseMs = Math.min(pauseMs * 1.5, MAX_PAUSE_MS)
	) {
		const look = current.changedAt ?? (await lookForChange(signIn, current));
		if (signal.aborted) return;
		if (!(look instanceof Date) && mustSignInToLook(look)) return onSettling(look);
		if (look instanceof Date) {
			current = await settleChange(signIn, { ...current, changedAt: look }, { isConfirmed: true });
			if (signal.aborted) return;
			if (current.isReported) return onSettling(undefined);
			const token = await apiToken(signIn)();
			if (!token.ok && needsSignIn(token.failure)) return onSettling(token.failure);
		}
		onSettling(look instanceof Date ? "not-reported" : look);
		await pauseUnlessWaking(pauseMs, signal);
	}
}
