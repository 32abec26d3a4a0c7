/** What Entra says of a person, as far as it decides how the password can be changed. */
export type PersonFacts = {
	isGuest: boolean;
	/** A guest who signs in with a personal Microsoft account. */
	hasPersonalAccount: boolean;
	isSynchronised: boolean;
	holdsDirectoryRole: boolean;
};

/** What the organisation has set. */
export type ChangePolicy = {
	method: "portal" | "microsoft";
	hasPasswordWriteback: boolean;
	/** Whether the organisation has consented to the scope that changes passwords; `undefined`: not tried yet. */
	hasConsent: boolean | undefined;
};

/** The way in which one person changes the password, and why it is not another. */
export type ChangeWay =
	| { way: "portal" }
	| { way: "guided"; because: "organisation" | "no-consent" | "directory-role" | "synchronised" }
	| { way: "on-premises" }
	| { way: "none"; because: "guest" | "personal-account" };

/**
 * Finds the way for one person (ARCHITECTURE.md, "Ways to change").
 *
 * Synchronised people never go through Graph: Microsoft documents their change only for its own page
 * with password writeback. Holders of a directory role never give the portal the scope that could
 * reset other people's passwords.
 */
export function changeWay(person: PersonFacts, policy: ChangePolicy): ChangeWay {
	if (person.isGuest) {
		return { way: "none", because: person.hasPersonalAccount ? "personal-account" : "guest" };
	}
	if (person.isSynchronised) {
		return policy.hasPasswordWriteback
			? { way: "guided", because: "synchronised" }
			: { way: "on-premises" };
	}
	if (person.holdsDirectoryRole) return { way: "guided", because: "directory-role" };
	if (policy.method === "microsoft") return { way: "guided", because: "organisation" };
	if (policy.hasConsent === false) return { way: "guided", because: "no-consent" };
	return { way: "portal" };
}
