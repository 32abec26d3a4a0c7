/** What Entra says about a person that decides how the password can be changed. */
export type PersonFacts = {
	/** The password is held by another organisation. */
	isExternal: boolean;
	/** External, and signs in with a personal Microsoft account. */
	hasPersonalAccount: boolean;
	isSynchronised: boolean;
	/** `undefined`: could not be read. */
	holdsDirectoryRole: boolean | undefined;
	/** `undefined`: Entra has no date for the password. */
	lastPasswordChangeAt: Date | undefined;
	/** Signed in without a password, e.g. with a passkey; also `false` when this is unknown. */
	signedInWithoutPassword: boolean;
};

/** What the organisation has configured. */
export type ChangePolicy = {
	method: "portal" | "microsoft";
	hasPasswordWriteback: boolean;
	/**
	 * Whether the organisation has consented to the scope that changes passwords; `undefined`: not
	 * yet tried.
	 */
	hasConsent: boolean | undefined;
};

export type GuidedReason =
	| "organisation"
	| "no-consent"
	| "directory-role"
	| "roles-unknown"
	| "synchronised";

/** How one person changes the password, and why this way. */
export type ChangeWay =
	| { way: "portal" }
	| { way: "guided"; reason: GuidedReason }
	| { way: "on-premises" }
	/**
	 * Perhaps nobody knows the password, so one has to be set first; `known`: the way for people who do know it.
	 */
	| { way: "no-password"; reason: "no-date" | "other-sign-in"; known: ChangeWay }
	| { way: "none"; reason: "external" | "personal-account" };

/**
 * Chooses the way for one person (ARCHITECTURE.md, "Ways to change").
 *
 * Synchronised people never go through Graph: Microsoft documents their change only on its own
 * page, with password writeback. People who hold a directory role, or may hold one, never grant the
 * portal the scope, because with their role it could reset other people's passwords.
 *
 * Graph has no property that says whether a person knows their password. Every account is created
 * with one and has a date, and organisations that use passkeys set random ones that nobody knows
 * ("Password scramble"). So people who signed in without a password are asked first, as are those
 * without a date.
 */
export function changeWay(person: PersonFacts, policy: ChangePolicy): ChangeWay {
	if (person.isExternal) {
		return { way: "none", reason: person.hasPersonalAccount ? "personal-account" : "external" };
	}
	if (person.isSynchronised) {
		return policy.hasPasswordWriteback
			? { way: "guided", reason: "synchronised" }
			: { way: "on-premises" };
	}
	const known = cloudWay(person, policy);
	if (!person.lastPasswordChangeAt) return { way: "no-password", reason: "no-date", known };
	const isOther = person.signedInWithoutPassword;
	return isOther ? { way: "no-password", reason: "other-sign-in", known } : known;
}

function cloudWay(person: PersonFacts, policy: ChangePolicy): ChangeWay {
	if (person.holdsDirectoryRole) return { way: "guided", reason: "directory-role" };
	if (person.holdsDirectoryRole === undefined) return { way: "guided", reason: "roles-unknown" };
	if (policy.method === "microsoft") return { way: "guided", reason: "organisation" };
	if (policy.hasConsent === false) return { way: "guided", reason: "no-consent" };
	return { way: "portal" };
}
