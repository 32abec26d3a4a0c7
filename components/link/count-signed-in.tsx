"use client";

import { useEffect } from "react";
import { markVisit } from "#lib/browser/link/mark-visit.ts";
import { readVisit } from "#lib/browser/link/visit.ts";
import { apiToken } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";

/** Counts, once for each page load, that somebody who came by a link has signed in. Shows nothing. */
export function CountSignedIn() {
	const signIn = useSignIn();
	useEffect(() => {
		const visit = readVisit();
		if (!visit) return;
		apiToken(signIn).then((token) => {
			if (token.ok) void markVisit(visit.id, "signed-in", token.token);
		});
	}, [signIn]);
	return null;
}
