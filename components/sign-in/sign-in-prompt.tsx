"use client";

import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInButton } from "./sign-in-button.tsx";
import { SignInFailureNotice } from "./sign-in-failure-notice.tsx";

/** For a page that needs to know who is there: says so, and why the last sign-in failed, if it did. */
export function SignInPrompt({ lead }: { lead?: string | undefined }) {
	const t = useTranslations("signIn");
	const { failure } = useSignIn();
	return (
		<>
			{failure ? (
				<SignInFailureNotice failure={failure} />
			) : (
				<p className="mb-6">{lead ?? t("lead")}</p>
			)}
			<div className="flex flex-wrap gap-4">
				<SignInButton>{t(failure ? "tryAgain" : "button")}</SignInButton>
				{failure && (
					<SignInButton look="secondary" which="another">
						{t("another")}
					</SignInButton>
				)}
			</div>
		</>
	);
}
