"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type Failure, type Result, thrownFailure } from "#lib/core/failure.ts";
import { library, type SignIn } from "./sign-in.ts";

/** Provides the sign-in to components inside; pages use `SignInProvider`. */
export const SignInContext = createContext<SignIn | undefined>(undefined);

type Props = {
	children: ReactNode;
	/** Must not change while the page lives. */
	start: () => Promise<SignIn>;
	/** Shown while MSAL starts. */
	loading: ReactNode;
	/** Shown when MSAL cannot start, usually because the portal's settings cannot be read. */
	failed: (failure: Failure, again: () => void) => ReactNode;
};

/** Starts MSAL and provides it to everything inside. */
export function SignInProvider({ children, start, loading, failed }: Props) {
	const [signIn, setSignIn] = useState<Result<SignIn>>();
	const [attempt, setAttempt] = useState(0);

	// biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt starts it again
	useEffect(() => {
		let isCurrent = true;
		start().then(
			(value) => isCurrent && setSignIn({ ok: true, value }),
			(error) => isCurrent && setSignIn({ ok: false, failure: thrownFailure(error) }),
		);
		return () => {
			isCurrent = false;
		};
	}, [start, attempt]);

	if (!signIn) return loading;
	if (!signIn.ok) {
		return failed(signIn.failure, () => {
			setSignIn(undefined);
			setAttempt(attempt + 1);
		});
	}
	return (
		<library.Provider instance={signIn.value.client}>
			<SignInContext value={signIn.value}>{children}</SignInContext>
		</library.Provider>
	);
}

/** MSAL and its state; only inside `SignInProvider`. */
export function useSignIn(): SignIn {
	const signIn = useContext(SignInContext);
	if (!signIn) throw new Error("useSignIn was called outside SignInProvider");
	return signIn;
}

/** Whether somebody is signed in; updates when they sign out elsewhere on the page. */
export function useIsSignedIn(): boolean {
	return library.useIsSignedIn();
}
