import { graphDateTime, type Identity, type Person, type Template } from "./people.ts";

export const UPN_SUFFIX = "aaddscontoso.com";

/** Directory role "User Administrator", by its template id (Microsoft Learn, `permissions-reference`). */
export const USER_ADMINISTRATOR = "fe930be7-5e62-47db-91af-98c3a49a38b1";

export type SamplePerson = { person: Person; password: string | null };

type Sample = {
	template: Template;
	name: readonly [given: string, surname: string];
	/** The part of the user name before the `@`, in ASCII. */
	alias: string;
	password: string | null;
	daysSinceChange: number;
	purpose: string;
	differences?: Partial<Person>;
};

const inTheDomain = { domainAccount: "old-keys" } as const;

const SAMPLES: readonly Sample[] = [
	{
		template: "not-in-domain",
		name: ["Noor", "Haddad"],
		alias: "noor.haddad",
		password: "Harbour-Lantern-27",
		daysSinceChange: 420,
		purpose:
			"Cloud-only member who has not changed the password since Domain Services was switched on. Not in the managed domain yet: the change brings the account there.",
	},
	{
		template: "in-domain",
		name: ["Mateo", "Rivera"],
		alias: "mateo.rivera",
		password: "Copper-Meadow-58",
		daysSinceChange: 80,
		purpose: "Cloud-only member whose old password works in the managed domain.",
		differences: inTheDomain,
	},
	{
		template: "synchronised",
		name: ["Ingrid", "Solheim"],
		alias: "ingrid.solheim",
		password: "Fjord-Saddle-13",
		daysSinceChange: 30,
		purpose: "Synchronised from on-premises: the password is not changed through Graph.",
		differences: { ...inTheDomain, onPremisesSyncEnabled: true },
	},
	{
		template: "guest",
		name: ["Kwame", "Mensah"],
		alias: "kwame.mensah",
		password: "Velvet-Compass-64",
		daysSinceChange: 200,
		purpose: "Guest from another organisation: the password lives there.",
		differences: guestOf("kwame.mensah", "fabrikam.com", "ExternalAzureAD"),
	},
	{
		template: "personal-guest",
		name: ["Lucía", "Ferrari"],
		alias: "lucia.ferrari",
		password: "Marble-Orchid-92",
		daysSinceChange: 200,
		purpose: "Guest with a personal Microsoft account.",
		differences: guestOf("lucia.ferrari", "outlook.com", "MicrosoftAccount"),
	},
	{
		template: "directory-role",
		name: ["Priya", "Raman"],
		alias: "priya.raman",
		password: "Signal-Walnut-35",
		daysSinceChange: 60,
		purpose: "Holds a directory role (User Administrator): sent to Microsoft's own page.",
		differences: { ...inTheDomain, directoryRoles: [USER_ADMINISTRATOR] },
	},
	{
		template: "helpdesk",
		name: ["Sam", "Okafor"],
		alias: "sam.okafor",
		password: "Paper-Glacier-76",
		daysSinceChange: 45,
		purpose: "Helpdesk agent: has the app role Keyturn.Helpdesk.",
		differences: { ...inTheDomain, appRoles: ["Keyturn.Helpdesk"] },
	},
	{
		template: "must-change",
		name: ["Yuki", "Tanaka"],
		alias: "yuki.tanaka",
		password: "Thunder-Basil-41",
		daysSinceChange: 100,
		purpose: "Password has expired: the sign-in asks for a new one.",
		differences: { ...inTheDomain, forceChangePasswordNextSignIn: true },
	},
	{
		template: "disabled",
		name: ["Elena", "Petrova"],
		alias: "elena.petrova",
		password: "Quarry-Feather-19",
		daysSinceChange: 300,
		purpose: "Account is disabled (AADSTS50057).",
		differences: { accountEnabled: false },
	},
	{
		template: "not-assigned",
		name: ["Omar", "Farouk"],
		alias: "omar.farouk",
		password: "Window-Saffron-83",
		daysSinceChange: 150,
		purpose: "Not assigned to the portal (AADSTS50105).",
		differences: { signInRefusal: "not-assigned" },
	},
	{
		template: "conditional-access",
		name: ["Chloé", "Dubois"],
		alias: "chloe.dubois",
		password: "Ember-Cottage-50",
		daysSinceChange: 150,
		purpose: "Blocked by Conditional Access (AADSTS53003).",
		differences: { signInRefusal: "conditional-access" },
	},
	{
		template: "passwordless",
		name: ["Tāne", "Walker"],
		alias: "tane.walker",
		password: null,
		daysSinceChange: 500,
		purpose: "Has no password: signs in with a passkey.",
		differences: { passwordless: true },
	},
];

/** The people that every practice tenant starts with; their passwords are printed, nobody else's. */
export function samplePeople(now: Date): readonly SamplePerson[] {
	return SAMPLES.map((sample, index) => ({
		person: personOf(sample, index, now),
		password: sample.password,
	}));
}

function personOf(sample: Sample, index: number, now: Date): Person {
	const [givenName, surname] = sample.name;
	const userPrincipalName = `${sample.alias}@${UPN_SUFFIX}`;
	const changedAt = new Date(now.getTime() - sample.daysSinceChange * 86_400_000);
	return {
		id: `5c0a1e00-0000-4000-8000-${String(index + 1).padStart(12, "0")}`,
		userPrincipalName,
		displayName: `${givenName} ${surname}`,
		givenName,
		surname,
		mailNickname: sample.alias,
		mail: userPrincipalName,
		userType: "Member",
		identities: [identity("userPrincipalName", UPN_SUFFIX, userPrincipalName)],
		accountEnabled: true,
		onPremisesSyncEnabled: null,
		lastPasswordChangeDateTime: graphDateTime(changedAt),
		passwordPolicies: null,
		forceChangePasswordNextSignIn: false,
		directoryRoles: [],
		appRoles: [],
		signInRefusal: null,
		passwordless: false,
		template: sample.template,
		domainAccount: "absent",
		purpose: sample.purpose,
		...sample.differences,
	};
}

/** How Entra names guests (Microsoft Learn, `external-id/user-properties`). */
export function guestOf(alias: string, homeDomain: string, issuer: string): Partial<Person> {
	return {
		userType: "Guest",
		userPrincipalName: `${alias}_${homeDomain}#EXT#@${UPN_SUFFIX}`,
		mailNickname: `${alias}_${homeDomain}#EXT#`,
		mail: `${alias}@${homeDomain}`,
		identities: [identity("federated", issuer, "")],
	};
}

function identity(signInType: string, issuer: string, issuerAssignedId: string): Identity {
	return { signInType, issuer, issuerAssignedId };
}
