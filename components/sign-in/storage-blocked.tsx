"use client";

import { SignInFailureNotice } from "./sign-in-failure-notice.tsx";

/** A browser that keeps nothing for this site cannot bring anybody back from signing in. */
export function StorageBlocked() {
	return (
		<SignInFailureNotice
			failure={{ kind: "storage-blocked", code: undefined, correlationId: undefined }}
		/>
	);
}
