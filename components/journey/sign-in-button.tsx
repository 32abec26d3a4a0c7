"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { goToSignIn, type WhichAccount } from "#lib/browser/sign-in/go-to-sign-in.ts";
import type { SignInFailure } from "#lib/browser/sign-in/sign-in-failure.ts";
import { SignInFailureNotice } from "./sign-in-failure-notice.tsx";

type Props = {
	children: ReactNode;
	/** A path of this portal; without it the page comes back to itself. */
	returnTo?: string | undefined;
	look?: ButtonLook;
	which?: WhichAccount;
};

/** Leads through the tenant's sign-in and back; says so when the browser does not go there. */
export function SignInButton({ children, returnTo, look = "primary", which = "own" }: Props) {
	const path = usePathname();
	const [failure, setFailure] = useState<SignInFailure>();
	async function leave() {
		setFailure(undefined);
		setFailure(await goToSignIn(returnTo ?? path, which));
	}
	return (
		<>
			<Button look={look} onClick={() => void leave()}>
				{children}
			</Button>
			<div role="alert" className={failure ? "basis-full" : "hidden"}>
				{failure && <SignInFailureNotice failure={failure} />}
			</div>
		</>
	);
}
