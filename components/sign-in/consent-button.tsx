"use client";

import { usePathname } from "next/navigation";
import { goToConsent } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { LeaveButton } from "./leave-button.tsx";

/** Requests a Graph permission that an agent does not have yet; returns to this page. */
export function ConsentButton({ scope }: { scope: string }) {
	const t = useTranslations("failures");
	const signIn = useSignIn();
	const here = usePathname();
	return (
		<LeaveButton look="secondary" leave={() => goToConsent(signIn, scope, here)}>
			{t("askRight")}
		</LeaveButton>
	);
}
