/** What Entra says of a person, as far as it decides how the password can be changed. */
export type PersonFacts = {
	isGuest: boolean;
	/** A guest who signs in with a personal Microsoft account. */
	hasPersonalAccount: boolean;
	isSynchronised: boolean;
	holdsDirectoryRole: boolean;
	/** `undefined`: Entra names no day on which a password was set. */
	lastPasswordChangeAt: Date | undefined;
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
	/** There is no sign of a password that could be changed: one has to be set first. */
	| { way: "no-password" }
	| { way: "none"; because: "guest" | "personal-account" };

/**
 * Finds the way for one person (ARCHITECTURE.md, "Ways to change").
 *
 * Synchronised people never go through Graph: Microsoft documents their change only for its own page
 * with password writeback. Holders of a directory role never give the portal the scope that could
 * reset other people's passwords. Graph has no property that says whether there is a password; its
 * date is "when their password was created" or changed, so one without a date is taken for none, and
 * whoever has one all the same can say so.
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
	if (!person.lastPasswordChangeAt) return { way: "no-password" };
	if (person.holdsDirectoryRole) return { way: "guided", because: "directory-role" };
	if (policy.method === "microsoft") return { way: "guided", because: "organisation" };
	if (policy.hasConsent === false) return { way: "guided", because: "no-consent" };
	return { way: "portal" };
}
