import { ownDomainHint, type SignInHints, signInHintsFrom } from "#lib/core/sign-in-hints.ts";

const KEY = "keyturn.hints";

/** Remembers for this tab what the link that was opened last knows of the person. */
export function keepHints(hints: SignInHints): void {
	try {
		sessionStorage.setItem(KEY, JSON.stringify(hints));
	} catch {
		// Then Entra asks for what the link knew.
	}
}

/** Takes the hints out of this page's address, so that no user name stays in the history. */
export function takeHintsFromAddress(): void {
	const hints = signInHintsFrom(window.location);
	if (!hints.loginHint && !hints.domainHint) return;
	keepHints(hints);
	window.history.replaceState(window.history.state, "", window.location.pathname);
}

/**
 * The hints that are kept, by the names of the sign-in library.
 *
 * @param ownDomains those of the organisation; no other is named to the tenant
 */
export function keptHints(ownDomains: readonly string[]): Partial<SignInHints> {
	try {
		const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<SignInHints>;
		const { loginHint } = kept;
		const domainHint = ownDomainHint(kept.domainHint ?? "", ownDomains);
		return { ...(loginHint && { loginHint }), ...(domainHint && { domainHint }) };
	} catch {
		return {};
	}
}
