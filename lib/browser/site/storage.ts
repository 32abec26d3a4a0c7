import { type Failure, storageFailure } from "#lib/core/failure.ts";

/**
 * Why this browser does not let the portal store anything for the tab; `undefined` if it does.
 * Signing in leaves the page, and the response has to be compared with the stored request; a
 * browser that blocks all site data, or has no room left, cannot do that.
 */
export function tabStorageFailure(): Failure | undefined {
	const key = "keyturn.probe";
	try {
		sessionStorage.setItem(key, "1");
		sessionStorage.removeItem(key);
		return undefined;
	} catch (error) {
		return storageFailure(error);
	}
}

const OURS = "keyturn.";

/**
 * Removes everything the portal stores for this tab: lists of people, typed input, the link that led here.
 */
export function forgetTab({ keep = [] }: { keep?: readonly string[] } = {}): void {
	try {
		for (const key of Object.keys(sessionStorage)) {
			if (key.startsWith(OURS) && !keep.includes(key)) sessionStorage.removeItem(key);
		}
	} catch {
		// This browser stores nothing.
	}
}
