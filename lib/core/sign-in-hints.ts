/** What Entra is told of who signs in; it only ever shortens the way through its own pages. */
export type SignInHints = {
	/** A user name, filled in beforehand; empty: none. */
	loginHint: string;
	/** Leads to the organisation's own sign-in page at once; empty: none. */
	domainHint: string;
};

/** One user name; 254 characters are the longest address of a mailbox (RFC 5321, 4.5.3.1.3). */
const LOGIN_HINT = /^[^\s<>"\p{C}]{1,254}$/u;
/** Entra's word for accounts of any organisation. */
const ORGANISATIONS = "organizations";
const DOMAIN_HINT = /^(?:organizations|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;
/** The longest name that DNS has. */
const LONGEST_DOMAIN_HINT = 253;

/** Whether a text can be a `domain_hint`: never an address, a path or a script. */
export function isDomainHint(text: string): boolean {
	return text.length <= LONGEST_DOMAIN_HINT && DOMAIN_HINT.test(text);
}

/**
 * The `domain_hint` that the tenant is told: anybody can write an address with another organisation's
 * domain, and its sign-in page is none that people of this one should see.
 *
 * @param ownDomains in lower case
 */
export function ownDomainHint(hint: string, ownDomains: readonly string[]): string {
	const domain = hint.toLowerCase();
	return domain === ORGANISATIONS || ownDomains.includes(domain) ? domain : "";
}

/**
 * Reads the hints that a link carries after `?` or, so that a user name reaches no server and no log,
 * after `#`. What could not be a hint counts as none; nothing else of the address is read.
 *
 * @param address.search as of `location`, with its `?`
 * @param address.hash as of `location`, with its `#`
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
