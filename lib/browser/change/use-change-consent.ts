"use client";

import { useEffect, useState } from "react";
import { changeToken, type TokenResult } from "../sign-in/sign-in.ts";
import { useSignIn } from "../sign-in/sign-in-context.tsx";

export type ChangeConsent = "granted" | Extract<TokenResult, { ok: false }>["because"];

/**
 * Asks the tenant beforehand whether it gives this person the right to change the password here, so
 * that nobody types two passwords in vain. The token is thrown away. `undefined` while it is asked.
 */
export function useChangeConsent(): ChangeConsent | undefined {
	const signIn = useSignIn();
	const [consent, setConsent] = useState<ChangeConsent>();
	useEffect(() => {
		let isCurrent = true;
		changeToken(signIn).then((result) => {
			if (isCurrent) setConsent(result.ok ? "granted" : result.because);
		});
		return () => {
			isCurrent = false;
		};
	}, [signIn]);
	return consent;
}
