"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { goToConsent } from "#lib/browser/sign-in/go-to-sign-in.ts";
import { RIGHTS } from "#lib/browser/sign-in/sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { HERE } from "./expire-problem.tsx";

/** Says what a rehearsal cannot see when it cannot read who holds a role. */
export function RolesUnknown() {
	const t = useTranslations("expire");
	const signIn = useSignIn();
	return (
		<Notice look="warning" heading={t("rolesUnknownHeading")}>
			<p className="mb-4">{t("rolesUnknown", { right: RIGHTS["read-roles"] })}</p>
			<Button look="secondary" onClick={() => void goToConsent(signIn, "read-roles", HERE)}>
				{t("askConsent")}
			</Button>
		</Notice>
	);
}
