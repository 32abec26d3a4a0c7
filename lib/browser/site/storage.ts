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
