"use client";

import { useEffect, useState } from "react";
import { apiToken, type SignIn } from "../sign-in/sign-in.ts";
import { useSignIn } from "../sign-in/sign-in-context.tsx";
import { pauseUnlessWaking } from "../watch/silence.ts";
import type { ChangeRecord } from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 30_000;

/** `looking`: nobody knows yet whether it changed; `not-reported`: it did, but the server does not know. */
type Settling = "looking" | "not-reported" | "sign-in-needed";

/** Keeps at a change until it is known and reported; `undefined` when there is nothing left to do. */
export function useSettledChange(record: ChangeRecord | undefined): Settling | undefined {
	const signIn = useSignIn();
	const [settling, setSettling] = useState<Settling>();

	useEffect(() => {
		if (!record || record.isReported) return;
		const stop = new AbortController();
		void settle(signIn, record, { signal: stop.signal, tell: setSettling });
		return () => stop.abort();
	}, [signIn, record]);

	return settling;
}

async function settle(
	signIn: SignIn,
	record: ChangeRecord,
	{ signal, tell }: { signal: AbortSignal; tell: (settling: Settling | undefined) => void },
): Promise<void> {
	let current = record;
	for (
		let pauseMs = FIRST_PAUSE_MS;
		!signal.aborted;
		pauseMs = Math.min(pauseMs * 1.5, MAX_PAUSE_MS)
	) {
		current = await settleChange(signIn, current, { isConfirmed: false });
		if (signal.aborted) return;
		if (current.isReported) return tell(undefined);
		const token = await apiToken(signIn);
		if (!token.ok && token.because !== "offline") return tell("sign-in-needed");
		tell(current.changedAt ? "not-reported" : "looking");
		await pauseUnlessWaking(pauseMs, signal);
	}
}
