"use client";

import { useCallback } from "react";
import { Message } from "#components/progress/watch-follower.tsx";
import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { callPortal } from "#lib/browser/call-portal.ts";
import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { renewByRedirect } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { onFound: (ticket: string) => void };

/** On a device that does not know of the change: after signing in the server says which watch it is. */
export function FindOwnWatch({ onFound }: Props) {
	const t = useTranslations("titles");
	return (
		<SignedIn prompt={<PageHeading>{t("progress")}</PageHeading>}>
			<Find onFound={onFound} />
		</SignedIn>
	);
}

function Find({ onFound }: Props) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const signIn = useSignIn();
	const find = useCallback(
		async (signal: AbortSignal) => {
			const result = await callPortal(signIn, readOwnWatch);
			const needsSignIn = !result.ok && result.code === "sign-in-needed";
			// Somebody who has left for another page must not be taken away from there.
			if (!signal.aborted && needsSignIn) await renewByRedirect(signIn, "/progress");
			if (needsSignIn) return "sign-in-needed";
			if (!result.ok) return "unavailable";
			if (result.value && !signal.aborted) onFound(result.value.ticket);
			return result.value ? undefined : "none";
		},
		[signIn, onFound],
	);
	const { result: missing } = useRead(find);

	if (!missing) return <Loading>{site("loading")}</Loading>;
	if (missing === "sign-in-needed") return <SignInEnded />;
	return <Message heading={t(`${missing}Heading`)}>{t(missing)}</Message>;
}

function SignInEnded() {
	const t = useTranslations("signIn");
	return (
		<>
			<PageHeading>{t("endedHeading")}</PageHeading>
			<p className="mb-4">{t("failures.sign-in-ended")}</p>
			<SignInAgain />
		</>
	);
}
