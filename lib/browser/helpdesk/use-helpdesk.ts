"use client";

import { useCallback, useEffect, useState } from "react";
import type { ApiResult } from "../portal-api.ts";
import { apiToken } from "../sign-in/sign-in.ts";
import { useSignIn } from "../sign-in/sign-in-context.tsx";

/** Why the helpdesk's part of the portal did not answer as hoped; each has words in the catalogues. */
export type HelpdeskFailure =
	| Exclude<Extract<ApiResult<unknown>, { ok: false }>["code"], "token-missing" | "token-refused">
	| "sign-in-needed";

export type HelpdeskResult<T> = { ok: true; value: T } | { ok: false; code: HelpdeskFailure };

type Ask<T> = (token: string) => Promise<ApiResult<T>>;

/** Gives a function that calls the portal as the agent who is signed in. */
export function useHelpdesk(): <T>(ask: Ask<T>) => Promise<HelpdeskResult<T>> {
	const signIn = useSignIn();
	return useCallback(
		async <T>(ask: Ask<T>): Promise<HelpdeskResult<T>> => {
			const token = await apiToken(signIn);
			if (!token.ok) {
				return { ok: false, code: token.because === "offline" ? "no-answer" : "sign-in-needed" };
			}
			const result = await ask(token.token);
			if (result.ok) return result;
			const isSignIn = result.code === "token-missing" || result.code === "token-refused";
			return { ok: false, code: isSignIn ? "sign-in-needed" : result.code } as HelpdeskResult<T>;
		},
		[signIn],
	);
}

/**
 * Reads something as the agent, and again whenever `ask` is another one or `again` is called.
 * What was read stays until the next is there. `undefined` while the first is read.
 */
export function useHelpdeskRead<T>(ask: Ask<T>): {
	result: HelpdeskResult<T> | undefined;
	again(): void;
} {
	const asAgent = useHelpdesk();
	const [result, setResult] = useState<HelpdeskResult<T>>();
	const [attempt, setAttempt] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
	useEffect(() => {
		let isCurrent = true;
		asAgent(ask).then((answer) => isCurrent && setResult(answer));
		return () => {
			isCurrent = false;
		};
	}, [asAgent, ask, attempt]);
	return { result, again: () => setAttempt((n) => n + 1) };
}
