"use client";

import { useCallback } from "react";
import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { startSignIn } from "#lib/browser/sign-in/session.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { ok } from "#lib/core/failure.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import { signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { SignInProvider, useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";

/** The watch that is shown; `sentAt`: just before its change was sent, by the server's clock. */
type Shown = { ticket: string; sentAt: Date };
type Props = { shown: Shown; onFound: (ticket: string) => void };

/**
 * Checks silently, without a sign-in, whether the person has changed the password again elsewhere:
 * then that change is shown. Never an older one.
 */
export function NewestWatch(props: Props) {
	return (
		<SignInProvider start={startSignIn} loading={null} failed={() => null}>
			<Ask {...props} />
		</SignInProvider>
	);
}

function Ask({ shown: { ticket, sentAt }, onFound }: Props) {
	const signIn = useSignIn();
	const sentMs = sentAt.getTime();
	const ask = useCallback(
		async (signal: AbortSignal) => {
			if (!signedInAccount(signIn)) return ok(null);
			const result = await callPortal(signIn, readOwnWatch);
			if (signal.aborted || !result.ok || !result.value) return ok(null);
			const { ticket: found, view } = result.value;
			if (found !== ticket && view.openedAt.getTime() > sentMs) onFound(found);
			return ok(null);
		},
		[signIn, ticket, sentMs, onFound],
	);
	useRead(ask);
	return null;
}
