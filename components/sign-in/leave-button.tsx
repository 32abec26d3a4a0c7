"use client";

import type { ReactNode } from "react";
import { FailureNotice } from "#components/failure/failure-notice.tsx";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { type Failure, ok } from "#lib/core/failure.ts";

type Props = {
	children: ReactNode;
	look: ButtonLook | "link";
	/** Navigates to a page of the tenant, or returns why that failed. */
	leave: () => Promise<Failure | undefined>;
	/** What to show when that failed. */
	failed?: (failure: Failure) => ReactNode;
};

const notSignedIn = (failure: Failure) => <FailureNotice failure={failure} />;

/** Navigates to a page of the tenant; says so if the browser does not. */
export function LeaveButton({ children, look, leave, failed = notSignedIn }: Props) {
	const { act, failure } = useAction();
	const onClick = () =>
		void act(async () => {
			const stays = await leave();
			return stays ? { ok: false, failure: stays } : ok(null);
		});
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
