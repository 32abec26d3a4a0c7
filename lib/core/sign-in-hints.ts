/** Hints for Entra about who signs in; they only shorten the way through its own pages. */
export type SignInHints = {
	/** A user name to prefill; empty: none. */
	loginHint: string;
	/** Leads straight to the organisation's own sign-in page; empty: none. */
	domainHint: string;
};

/** One user name; a mailbox address has at most 254 characters (RFC 5321, 4.5.3.1.3). */
const LOGIN_HINT = /^[^\s<>"\p{C}]{1,254}$/u;
/** Entra's value for work and school accounts of any organisation. */
const ORGANISATIONS = "organizations";
const DOMAIN_HINT = /^(?:organizations|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;
/** The longest name in DNS. */
const LONGEST_DOMAIN_HINT = 253;

/** Whether a text can be a `domain_hint`: never a URL, a path or a script. */
export function isDomainHint(text: string): boolean {
	return text.length <= LONGEST_DOMAIN_HINT && DOMAIN_HINT.test(text);
}

/**
 * The `domain_hint` to pass to the tenant. Only the organisation's own domains are allowed: anybody
 * can craft a link with another organisation's domain, and its people should never be sent to a
 * foreign sign-in page.
 *
 * @param ownDomains in lower case
 */
export function ownDomainHint(hint: string, ownDomains: readonly string[]): string {
	const domain = hint.toLowerCase();
	return domain === ORGANISATIONS || ownDomains.includes(domain) ? domain : "";
}

/**
 * Reads the hints that a link carries after `?` or after `#`, where a user name reaches no server
 * and no log. A value that cannot be a hint is ignored; nothing else of the address is read.
 *
 * @param address.search as in `location`, including `?`
 * @param address.hash as in `location`, including `#`
 */
export function signInHintsFrom(address: { search: string; hash: string }): SignInHints {
	const parts = [address.search, address.hash].map((part) => new URLSearchParams(part.slice(1)));
	const first = (name: string) =>
		parts.map((part) => part.get(name)).find((value) => value !== null) ?? "";
	const [loginHint, domainHint] = [first("login_hint"), first("domain_hint").toLowerCase()];
	return {
		loginHint: LOGIN_HINT.test(loginHint) ? loginHint : "",
		domainHint: isDomainHint(domainHint) ? domainHint : "",
	};
}
