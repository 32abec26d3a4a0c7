"use client";

import { useEffect, useState } from "react";
import { useThrow } from "#lib/browser/use-throw.ts";
import {
	apiToken,
	changeToken,
	type SignIn,
	type TokenResult,
} from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";

type ChangeConsent = "granted" | Extract<TokenResult, { ok: false }>["because"];

/**
 * Asks the tenant beforehand whether it gives this person the right to change the password here, so
 * that nobody types two passwords in vain. The token is thrown away. `undefined` while it is asked.
 */
export function useChangeConsent(): ChangeConsent | undefined {
	const signIn = useSignIn();
	const toBoundary = useThrow();
	const [consent, setConsent] = useState<ChangeConsent>();
	useEffect(() => {
		let isCurrent = true;
		askForRights(signIn).then((result) => {
			if (isCurrent) setConsent(result.ok ? "granted" : result.because);
		}, toBoundary);
		return () => {
			isCurrent = false;
		};
	}, [signIn, toBoundary]);
	return consent;
}

/** A step-up that the organisation wants for a change is best done before anything is typed. */
async function askForRights(signIn: SignIn): Promise<TokenResult> {
	const { authContext } = signIn.config.tenant;
	if (authContext) {
		const claims = { access_token: { acrs: { essential: true, value: authContext } } };
		const stepped = await apiToken(signIn, JSON.stringify(claims));
		if (!stepped.ok) return stepped;
	}
	return changeToken(signIn);
}
