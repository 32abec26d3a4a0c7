"use client";

import { Notice } from "#components/ui/notice.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInButton } from "./sign-in-button.tsx";

/** Leads through the tenant's sign-in and back. */
export function SignInAgain({ returnTo }: { returnTo?: string }) {
	const t = useTranslations("signIn");
	return (
		<SignInButton look="secondary" returnTo={returnTo}>
			{t("tryAgain")}
		</SignInButton>
	);
}

/** For somebody whose sign-in ran out while the page was open. */
export function SignInEnded() {
	const t = useTranslations("load");
	return (
		<Notice look="danger" heading={t("signInEndedHeading")}>
			<p className="mb-4">{t("me-sign-in-needed")}</p>
			<SignInAgain />
		</Notice>
	);
}
