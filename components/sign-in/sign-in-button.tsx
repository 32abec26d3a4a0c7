"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import type { ButtonLook } from "#components/ui/button.tsx";
import { leaveToSignIn } from "#lib/browser/sign-in/session.ts";
import type { WhichAccount } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { LeaveButton } from "./leave-button.tsx";

type Props = {
	children: ReactNode;
	/** A path of this portal; by default the current page. */
	returnTo?: string | undefined;
	look?: ButtonLook | "link";
	which?: WhichAccount;
};

/** Goes through the tenant's sign-in and back. */
export function SignInButton({ children, returnTo, look = "primary", which = "own" }: Props) {
	const path = usePathname();
	return (
		<LeaveButton look={look} leave={() => leaveToSignIn(returnTo ?? path, which)}>
			{children}
		</LeaveButton>
	);
}
