/**
 * Whether this browser lets the portal keep anything for the tab. Signing in leaves the page, and what
 * comes back must be compared with what was sent; a browser that blocks all site data cannot do that.
 */
export function canKeepForTab(): boolean {
	const key = "keyturn.probe";
	try {
		sessionStorage.setItem(key, "1");
		sessionStorage.removeItem(key);
		return true;
	} catch {
		return false;
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
