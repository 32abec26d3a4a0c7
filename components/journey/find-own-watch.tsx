"use client";

import { useEffect, useState } from "react";
import { Message } from "#components/readiness/watch-follower.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { apiToken } from "#lib/browser/sign-in/sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignedIn } from "./signed-in.tsx";

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
	const [missing, setMissing] = useState<"none" | "unavailable">();

	useEffect(() => {
		let isCurrent = true;
		apiToken(signIn)
			.then((token) => (token.ok ? readOwnWatch(token.token) : undefined))
			.then((result) => {
				if (!isCurrent) return;
				if (result?.ok && result.value) onFound(result.value.ticket);
				else setMissing(result?.ok ? "none" : "unavailable");
			});
		return () => {
			isCurrent = false;
		};
	}, [signIn, onFound]);

	if (!missing) return <Loading>{site("loading")}</Loading>;
	return <Message heading={t(`${missing}Heading`)}>{t(missing)}</Message>;
}
