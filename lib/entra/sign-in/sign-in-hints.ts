import { ownDomainHint, type SignInHints, signInHintsFrom } from "#lib/core/sign-in-hints.ts";

const KEY = "keyturn.hints";

/** Stores the hints of the last opened link for this tab. */
export function storeHints(hints: SignInHints): void {
	try {
		sessionStorage.setItem(KEY, JSON.stringify(hints));
	} catch {
		// Entra then asks the person instead.
	}
}

/** Removes the hints from this page's address, so that no user name stays in the history. */
export function takeHintsFromAddress(): void {
	const hints = signInHintsFrom(window.location);
	if (!hints.loginHint && !hints.domainHint) return;
	storeHints(hints);
	window.history.replaceState(window.history.state, "", window.location.pathname);
}

/**
 * The stored hints, under MSAL's names.
 *
 * @param ownDomains the organisation's; no other domain is passed to the tenant
 */
export function storedHints(ownDomains: readonly string[]): Partial<SignInHints> {
	try {
		const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<SignInHints>;
		const { loginHint } = kept;
		const domainHint = ownDomainHint(kept.domainHint ?? "", ownDomains);
		return { ...(loginHint && { loginHint }), ...(domainHint && { domainHint }) };
	} catch {
		return {};
	}
}
