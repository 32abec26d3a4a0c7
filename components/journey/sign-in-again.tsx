"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { goToSignIn } from "#lib/browser/sign-in/sign-in.ts";

/** Leads through the tenant's sign-in and back. */
export function SignInAgain({ returnTo }: { returnTo: string }) {
	const t = useTranslations("signIn");
	return (
		<Button look="secondary" onClick={() => void goToSignIn(returnTo)}>
			{t("tryAgain")}
		</Button>
	);
}
