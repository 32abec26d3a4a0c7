"use client";

import { type ReactNode, useState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useThrow } from "#lib/browser/use-throw.ts";
import type { SignInFailure } from "#lib/entra/sign-in/sign-in-failure.ts";
import { SignInFailureNotice } from "./sign-in-failure-notice.tsx";

type Props = {
	children: ReactNode;
	look: ButtonLook | "link";
	/** Leaves for a page of the tenant, or gives back why that could not be done. */
	leave: () => Promise<SignInFailure | undefined>;
	/** What is said when that could not be done. */
	failed?: (failure: SignInFailure) => ReactNode;
};

const notSignedIn = (failure: SignInFailure) => <SignInFailureNotice failure={failure} />;

/** Leads to a page of the tenant; says so when the browser does not go there. */
export function LeaveButton({ children, look, leave, failed = notSignedIn }: Props) {
	const [failure, setFailure] = useState<SignInFailure>();
	const toBoundary = useThrow();
	async function go() {
		setFailure(undefined);
		setFailure(await leave());
	}
	const onClick = () => void go().catch(toBoundary);
	return (
		<>
			{look === "link" ? (
				<button type="button" onClick={onClick} className={`cursor-pointer ${TEXT_LINK}`}>
					{children}
				</button>
			) : (
				<Button look={look} onClick={onClick}>
					{children}
				</Button>
			)}
			<div role="alert" className={failure ? "basis-full" : "hidden"}>
				{failure && failed(failure)}
			</div>
		</>
	);
}
