import { type Failure, storageFailure } from "#lib/core/failure.ts";

/**
 * Why this browser lets the portal keep nothing for the tab; `undefined` where it does. Signing in leaves the
 * page, and what comes back must be compared with what was sent; a browser that blocks all site data, or has
 * no room left, cannot do that.
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

/** Forgets what the portal keeps for this tab: lists of people, what was typed, how somebody came. */
export function forgetTab({ keep = [] }: { keep?: readonly string[] } = {}): void {
	try {
		for (const key of Object.keys(sessionStorage)) {
			if (key.startsWith(OURS) && !keep.includes(key)) sessionStorage.removeItem(key);
		}
	} catch {
		// This browser keeps nothing.
	}
}
