"use client";

import type { ReactNode } from "react";
import type { ButtonLook } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { signOut } from "#lib/browser/sign-in/session.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { LeaveButton } from "./leave-button.tsx";

/** Signs out here and at Microsoft; says so when Microsoft's page cannot be reached. */
export function SignOutButton({
	children,
	look,
}: {
	children: ReactNode;
	look: ButtonLook | "link";
}) {
	const signIn = useSignIn();
	return (
		<LeaveButton look={look} leave={() => signOut(signIn)} failed={() => <SignOutFailed />}>
			{children}
		</LeaveButton>
	);
}

function SignOutFailed() {
	const t = useTranslations("site");
	return (
		<Notice look="danger" heading={t("signOutFailedHeading")}>
			{t("signOutFailed")}
		</Notice>
	);
}
