"use client";

import { useTranslations } from "#lib/text/client.tsx";
import { SignInButton } from "./sign-in-button.tsx";

/** Goes through the tenant's sign-in and back. */
export function SignInAgain({ returnTo }: { returnTo?: string | undefined }) {
	const t = useTranslations("signIn");
	return (
		<SignInButton look="secondary" returnTo={returnTo}>
			{t("tryAgain")}
		</SignInButton>
	);
}
