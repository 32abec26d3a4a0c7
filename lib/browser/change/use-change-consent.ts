"use client";

import { useCallback } from "react";
import type { Result } from "#lib/core/failure.ts";
import { apiToken, changeToken, type SignIn, type Token } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useRead } from "../use-read.ts";

/**
 * Checks in advance whether the tenant grants this person the scope to change the password here, so
 * that nobody types two passwords in vain. `undefined` while pending.
 */
export function useChangeConsent(): Result<Token> | undefined {
	const signIn = useSignIn();
	return useRead(useCallback(() => askForRights(signIn), [signIn])).result;
}

/** A step-up that the organisation requires for a change is best done before anything is typed. */
async function askForRights(signIn: SignIn): Promise<Result<Token>> {
	const { authContext } = signIn.config.tenant;
	if (authContext) {
		const claims = { access_token: { acrs: { essential: true, value: authContext } } };
		const stepped = await apiToken(signIn)(JSON.stringify(claims));
		if (!stepped.ok) return stepped;
	}
	return changeToken(signIn)();
}
