"use client";

import { Button } from "#components/ui/button.tsx";
import { goToSignIn } from "#lib/browser/sign-in/sign-in.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Leads through the tenant's sign-in and back. */
export function SignInAgain({ returnTo }: { returnTo: string }) {
	const t = useTranslations("signIn");
	return (
		<Button look="secondary" onClick={() => void goToSignIn(returnTo)}>
			{t("tryAgain")}
		</Button>
	);
}
