"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type Failure, type Result, thrownFailure } from "#lib/core/failure.ts";
import { library, type SignIn } from "./sign-in.ts";

/** Gives the sign-in to what is inside; pages use `SignInProvider`. */
export const SignInContext = createContext<SignIn | undefined>(undefined);

type Props = {
	children: ReactNode;
	/** The same for as long as the page lives. */
	start: () => Promise<SignIn>;
	/** Shown while the sign-in library starts. */
	loading: ReactNode;
	/** Shown when it cannot start, mostly since the portal's settings cannot be read. */
	failed: (failure: Failure, again: () => void) => ReactNode;
};

/** Starts the sign-in library and gives it to everything inside. */
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

/** The sign-in library; only inside `SignInProvider`. */
export function useSignIn(): SignIn {
	const signIn = useContext(SignInContext);
	if (!signIn) throw new Error("useSignIn is used outside SignInProvider");
	return signIn;
}

/** Whether somebody is signed in; follows signing out in another part of the page. */
export function useIsSignedIn(): boolean {
	return library.useIsSignedIn();
}
