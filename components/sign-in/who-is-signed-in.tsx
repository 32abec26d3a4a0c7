"use client";

import { signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInButton } from "./sign-in-button.tsx";
import { SignOutButton } from "./sign-out-button.tsx";

/** Who is signed in, and the ways out. */
export function WhoIsSignedIn() {
	const t = useTranslations("site");
	const signInText = useTranslations("signIn");
	const signIn = useSignIn();
	const account = signedInAccount(signIn);
	if (!account) return null;
	return (
		<div className="mt-12 flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-4 text-sm print:hidden">
			<p>
				{t("signedInAs", { name: account.name })}{" "}
				<bdi className="wrap-anywhere text-muted">{account.userPrincipalName}</bdi>
			</p>
			<SignInButton look="link" which="another">
				{signInText("another")}
			</SignInButton>
			<SignOutButton look="link">{t("signOut")}</SignOutButton>
		</div>
	);
}
