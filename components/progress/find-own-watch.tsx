"use client";

import { useEffect, useMemo } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Message } from "#components/progress/watch-follower.tsx";
import { SignInCard } from "#components/sign-in/sign-in-card.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { rememberOpen } from "#lib/browser/change/change-record.ts";
import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { readWithRenewal } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import { signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { onFound: (ticket: string) => void };

/** On a device without a record of the change: after sign-in the server returns the person's watch. */
export function FindOwnWatch({ onFound }: Props) {
	const t = useTranslations("progress");
	return (
		<>
			<SignedIn prompt={<PageHeading>{t("title")}</PageHeading>}>
				<Find onFound={onFound} />
			</SignedIn>
			<SignInCard />
		</>
	);
}

function Find({ onFound }: Props) {
	const t = useTranslations();
	const signIn = useSignIn();
	const read = useMemo(
		() => readWithRenewal(signIn, "/progress", () => callPortal(signIn, readOwnWatch)),
		[signIn],
	);
	const { result, again } = useRead(read);
	const watch = result?.ok ? result.value : undefined;
	const ticket = watch?.ticket;
	useEffect(() => {
		if (!watch) return;
		rememberOpen(watch, signedInAccount(signIn)?.id ?? "");
		onFound(watch.ticket);
	}, [watch, signIn, onFound]);

	if (!result || ticket) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) return <Message heading={t("progress.noneHeading")}>{t("progress.none")}</Message>;
	return (
		<>
			<PageHeading>{t("progress.title")}</PageHeading>
			<FailureWithNextStep failure={result.failure} again={again} />
		</>
	);
}
