import type { PasswordProfile, User } from "@microsoft/microsoft-graph-types";
import type { Person } from "../people.ts";
import { empty, nothing, type PropertyTable, type ShownAs } from "./properties.ts";
import type { Caller } from "./router.ts";

/** Graph's default set: everything returned without `$select` (`graph/api-reference`, user resource). */
const DEFAULTS: readonly (keyof User)[] = [
	"businessPhones",
	"displayName",
	"givenName",
	"jobTitle",
	"mail",
	"mobilePhone",
	"officeLocation",
	"preferredLanguage",
	"surname",
	"userPrincipalName",
	"id",
];

const PROFILE_SCOPE = "User-PasswordProfile.ReadWrite.All";

/**
 * The properties of a user that are in the default set or that the portal selects. Those beyond it are "returned
 * only on `$select`", and `passwordProfile` only with its own scope (`graph/api/user-get`, permissions for specific
 * scenarios).
 */
export function userProperties({ scopes }: Pick<Caller, "scopes">): PropertyTable<Person> {
	const readsProfile = scopes.has(PROFILE_SCOPE);
	return {
		type: "user",
		defaults: DEFAULTS,
		shown: {
			accountEnabled: (person) => person.accountEnabled,
			businessPhones: empty,
			displayName: (person) => person.displayName,
			givenName: (person) => person.givenName,
			id: (person) => person.id,
			identities: (person) => [...person.identities],
			isManagementRestricted: (person) => person.isManagementRestricted || null,
			jobTitle: nothing,
			// "When their password was created" or last changed, and every account is created with one.
			lastPasswordChangeDateTime: (person) => person.lastPasswordChangeDateTime,
			mail: (person) => person.mail,
			mailNickname: (person) => person.mailNickname,
			mobilePhone: nothing,
			officeLocation: nothing,
			onPremisesSyncEnabled: (person) => person.onPremisesSyncEnabled,
			// It is not clearly documented that this can be read at all, so nobody should rely on it.
			passwordProfile: (person) => (readsProfile ? passwordProfile(person) : null),
			preferredLanguage: nothing,
			surname: (person) => person.surname,
			userPrincipalName: (person) => person.userPrincipalName,
			userType: (person) => person.userType,
		} satisfies ShownAs<Person, User>,
	};
}

function passwordProfile({ forceChangePasswordNextSignIn }: Person): PasswordProfile {
	return {
		forceChangePasswordNextSignIn,
		forceChangePasswordNextSignInWithMfa: false,
		password: null,
	};
}
