"use client";

import { usePathname } from "next/navigation";
import { LeaveButton } from "#components/sign-in/leave-button.tsx";
import { type GraphRight, goToConsent } from "#lib/browser/helpdesk/agent-rights.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Asks the tenant for a right to Graph that the agent does not have yet; the page comes back to itself. */
export function ConsentButton({ right }: { right: GraphRight }) {
	const t = useTranslations("helpdesk");
	const signIn = useSignIn();
	const here = usePathname();
	return (
		<LeaveButton look="secondary" leave={() => goToConsent(signIn, right, here)}>
			{t("askConsent")}
		</LeaveButton>
	);
}
