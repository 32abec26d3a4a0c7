/** What Entra says of a person, as far as it decides how the password can be changed. */
export type PersonFacts = {
	/** Another organisation keeps the password. */
	isExternal: boolean;
	/** External, and signs in with a personal Microsoft account. */
	hasPersonalAccount: boolean;
	isSynchronised: boolean;
	/** `undefined`: it could not be read. */
	holdsDirectoryRole: boolean | undefined;
	/** `undefined`: Entra names no day on which a password was set. */
	lastPasswordChangeAt: Date | undefined;
	/** The sign-in was without a password, with a passkey perhaps; `false` as well when it is not known. */
	signedInWithoutPassword: boolean;
};

/** What the organisation has set. */
export type ChangePolicy = {
	method: "portal" | "microsoft";
	hasPasswordWriteback: boolean;
	/** Whether the organisation has consented to the scope that changes passwords; `undefined`: not tried yet. */
	hasConsent: boolean | undefined;
};

type GuidedReason =
	| "organisation"
	| "no-consent"
	| "directory-role"
	| "roles-unknown"
	| "synchronised";

/** The way in which one person changes the password, and why it is not another. */
export type ChangeWay =
	| { way: "portal" }
	| { way: "guided"; because: GuidedReason }
	| { way: "on-premises" }
	/** Perhaps nobody knows the password, so that one has to be set first; `known`: the way with one. */
	| { way: "no-password"; because: "no-date" | "other-sign-in"; known: ChangeWay }
	| { way: "none"; because: "external" | "personal-account" };

/**
 * Finds the way for one person (ARCHITECTURE.md, "Ways to change").
 *
 * Synchronised people never go through Graph: Microsoft documents their change only for its own page
 * with password writeback. Holders of a directory role never give the portal the scope that could
 * reset other people's passwords, nor does anybody who may hold one.
 *
 * Graph has no property that says whether somebody knows a password. Every account is made with one and
 * has a date, and organisations that use passkeys set random ones that nobody is told ("Password
 * scramble"). So people who signed in without a password are asked first, as are those without a date.
 */
export function changeWay(person: PersonFacts, policy: ChangePolicy): ChangeWay {
	if (person.isExternal) {
		return { way: "none", because: person.hasPersonalAccount ? "personal-account" : "external" };
	}
	if (person.isSynchronised) {
		return policy.hasPasswordWriteback
			? { way: "guided", because: "synchronised" }
			: { way: "on-premises" };
	}
	const known = cloudWay(person, policy);
	if (!person.lastPasswordChangeAt) return { way: "no-password", because: "no-date", known };
	const isOther = person.signedInWithoutPassword;
	return isOther ? { way: "no-password", because: "other-sign-in", known } : known;
}

function cloudWay(person: PersonFacts, policy: ChangePolicy): ChangeWay {
	if (person.holdsDirectoryRole) return { way: "guided", because: "directory-role" };
	if (person.holdsDirectoryRole === undefined) return { way: "guided", because: "roles-unknown" };
	if (policy.method === "microsoft") return { way: "guided", because: "organisation" };
	if (policy.hasConsent === false) return { way: "guided", because: "no-consent" };
	return { way: "portal" };
}
