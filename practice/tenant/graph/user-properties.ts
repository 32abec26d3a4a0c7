import type { Person } from "../people.ts";

/** What a property shows of a person; nothing of them for those that the practice does not keep. */
type Shown = (person: Person) => unknown;

const nothing: Shown = () => null;
const empty: Shown = () => [];

/** Graph's default set: all that comes without `$select` (`graph/api-reference`, user resource). */
const DEFAULT_PROPERTIES: Readonly<Record<string, Shown>> = {
	businessPhones: empty,
	displayName: (person) => person.displayName,
	givenName: (person) => person.givenName,
	jobTitle: nothing,
	mail: (person) => person.mail,
	mobilePhone: nothing,
	officeLocation: nothing,
	preferredLanguage: nothing,
	surname: (person) => person.surname,
	userPrincipalName: (person) => person.userPrincipalName,
	id: (person) => person.id,
};

/** "Returned only on `$select`". */
const SELECTABLE_PROPERTIES: Readonly<Record<string, Shown>> = {
	...DEFAULT_PROPERTIES,
	accountEnabled: (person) => person.accountEnabled,
	companyName: nothing,
	createdDateTime: nothing,
	department: nothing,
	employeeId: nothing,
	identities: (person) => person.identities,
	lastPasswordChangeDateTime: (person) => person.lastPasswordChangeDateTime,
	mailNickname: (person) => person.mailNickname,
	onPremisesDomainName: nothing,
	onPremisesImmutableId: nothing,
	onPremisesLastSyncDateTime: nothing,
	onPremisesSamAccountName: nothing,
	onPremisesSecurityIdentifier: nothing,
	onPremisesSyncEnabled: (person) => person.onPremisesSyncEnabled,
	onPremisesUserPrincipalName: nothing,
	otherMails: empty,
	passwordPolicies: (person) => person.passwordPolicies,
	// That it can be read at all is documented nowhere, so nobody should build on it.
	passwordProfile: nothing,
	preferredDataLocation: nothing,
	proxyAddresses: empty,
	refreshTokensValidFromDateTime: nothing,
	signInSessionsValidFromDateTime: nothing,
	usageLocation: nothing,
	userType: (person) => person.userType,
};

/** @returns the names that a `$select` asks for; Graph takes them in any case of letters. */
export function selectedProperties(select: string | null): readonly string[] {
	if (select === null) return Object.keys(DEFAULT_PROPERTIES);
	const names = select.split(",").map((name) => name.trim());
	return names.filter(Boolean).map((name) => userPropertyNamed(name) ?? name);
}

/** The property's proper spelling, or undefined when users have none of that name. */
export function userPropertyNamed(name: string): string | undefined {
	const wanted = name.toLowerCase();
	return Object.keys(SELECTABLE_PROPERTIES).find((known) => known.toLowerCase() === wanted);
}

/** A person as Graph shows them: these properties and no others. */
export function shownUser(person: Person, properties: readonly string[]): Record<string, unknown> {
	return Object.fromEntries(
		properties.map((name) => [name, SELECTABLE_PROPERTIES[name]?.(person)]),
	);
}
