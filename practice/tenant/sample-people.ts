import { ROLES } from "./directory/roles.ts";
import { graphDateTime, type Identity, ORDINARY, type Person, type Template } from "./people.ts";

export const UPN_SUFFIX = "aaddscontoso.com";

export type SamplePerson = { person: Person; password: string | null };

type Sample = {
	template: Template;
	name: readonly [given: string, surname: string];
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
		password: "Harbour-Lantern-27",
		daysSinceChange: 420,
		purpose:
			"Cloud-only member who has not changed their password since Domain Services was enabled. Not in the managed domain yet: the change creates the account there.",
	},
	{
		template: "in-domain",
		name: ["Mateo", "Rivera"],
		password: "Copper-Meadow-58",
		daysSinceChange: 80,
		purpose: "Cloud-only member whose old password works in the managed domain.",
		differences: inTheDomain,
	},
	{
		template: "synchronised",
		name: ["Ingrid", "Solheim"],
		password: "Fjord-Saddle-13",
		daysSinceChange: 30,
		purpose: "Synchronised from on-premises: the password cannot be changed through Graph.",
		differences: { ...inTheDomain, onPremisesSyncEnabled: true },
	},
	{
		template: "guest",
		name: ["Kwame", "Mensah"],
		password: "Velvet-Compass-64",
		daysSinceChange: 200,
		purpose: "Guest from another organisation, which holds the password.",
		differences: {
			...externalOf("kwame.mensah", "fabrikam.com", "ExternalAzureAD"),
			userType: "Guest",
		},
	},
	{
		template: "personal-guest",
		name: ["Lucía", "Ferrari"],
		password: "Marble-Orchid-92",
		daysSinceChange: 200,
		purpose: "Guest with a personal Microsoft account.",
		differences: {
			...externalOf("lucia.ferrari", "outlook.com", "MicrosoftAccount"),
			userType: "Guest",
		},
	},
	{
		template: "external-member",
		name: ["Jonas", "Weiss"],
		password: "Canyon-Violin-57",
		daysSinceChange: 200,
		purpose:
			"Member from another organisation of the same multitenant organisation, which holds the password.",
		differences: externalOf("jonas.weiss", "fabrikam.com", "ExternalAzureAD"),
	},
	{
		template: "internal-guest",
		name: ["Rosa", "Quiroga"],
		password: "Meteor-Apron-39",
		daysSinceChange: 120,
		purpose: "Guest with an account in this organisation, which holds the password.",
		differences: { ...inTheDomain, userType: "Guest" },
	},
	{
		template: "directory-role",
		name: ["Priya", "Raman"],
		password: "Signal-Walnut-35",
		daysSinceChange: 60,
		purpose: "Holds a directory role (User Administrator): sent to Microsoft's own page.",
		differences: { ...inTheDomain, directoryRoles: [ROLES.userAdministrator.templateId] },
	},
	{
		template: "helpdesk",
		name: ["Sam", "Okafor"],
		password: "Paper-Glacier-76",
		daysSinceChange: 45,
		purpose:
			"Helpdesk agent with the app role Keyturn.Helpdesk but no directory role, so cannot expire passwords.",
		differences: { ...inTheDomain, appRoles: ["Keyturn.Helpdesk"] },
	},
	{
		template: "must-change",
		name: ["Yuki", "Tanaka"],
		password: "Thunder-Basil-41",
		daysSinceChange: 100,
		purpose: "Password has expired: the sign-in asks for a new one.",
		differences: { ...inTheDomain, forceChangePasswordNextSignIn: true },
	},
	{
		template: "disabled",
		name: ["Elena", "Petrova"],
		password: "Quarry-Feather-19",
		daysSinceChange: 300,
		purpose: "Account is disabled (AADSTS50057).",
		differences: { accountEnabled: false },
	},
	{
		template: "not-assigned",
		name: ["Omar", "Farouk"],
		password: "Window-Saffron-83",
		daysSinceChange: 150,
		purpose: "Not assigned to the portal (AADSTS50105).",
		differences: { signInRefusal: "not-assigned" },
	},
	{
		template: "conditional-access",
		name: ["Chloé", "Dubois"],
		password: "Ember-Cottage-50",
		daysSinceChange: 150,
		purpose: "Blocked by Conditional Access (AADSTS53003).",
		differences: { signInRefusal: "conditional-access" },
	},
	{
		template: "passwordless",
		name: ["Tāne", "Walker"],
		password: null,
		daysSinceChange: 500,
		purpose:
			"Signs in with a passkey. The account was created with a secret random password, so it still has a date of its last change.",
		differences: { hasPasskey: true },
	},
	{
		template: "helpdesk-administrator",
		name: ["Leila", "Navarro"],
		password: "Timber-Oyster-28",
		daysSinceChange: 25,
		purpose:
			"Helpdesk agent with the directory role Helpdesk Administrator: can expire the passwords of people without a role.",
		differences: {
			...inTheDomain,
			appRoles: ["Keyturn.Helpdesk"],
			directoryRoles: [ROLES.helpdeskAdministrator.templateId],
		},
	},
	{
		template: "global-administrator",
		name: ["Bram", "Visser"],
		password: "Anchor-Juniper-73",
		daysSinceChange: 15,
		purpose:
			"Global Administrator without the app role: registers applications and consents for everybody.",
		differences: {
			...inTheDomain,
			directoryRoles: [ROLES.globalAdministrator.templateId],
		},
	},
	{
		template: "helpdesk-reader",
		name: ["Anika", "Lindgren"],
		password: "Lemon-Cabin-46",
		daysSinceChange: 35,
		purpose:
			"Helpdesk agent whose directory role, Directory Readers, is too low: can look up everybody but not expire passwords.",
		differences: {
			...inTheDomain,
			appRoles: ["Keyturn.Helpdesk"],
			directoryRoles: [ROLES.directoryReaders.templateId],
		},
	},
];

/** The people that every practice tenant starts with; only their passwords are printed. */
export function samplePeople(now: Date): readonly SamplePerson[] {
	return SAMPLES.map((sample, index) => ({
		person: personOf(sample, index, now),
		password: sample.password,
	}));
}

function personOf(sample: Sample, index: number, now: Date): Person {
	const [givenName, surname] = sample.name;
	const alias = inAscii(sample.name.join("."));
	const userPrincipalName = `${alias}@${UPN_SUFFIX}`;
	const changedAt = new Date(now.getTime() - sample.daysSinceChange * 86_400_000);
	return {
		...ORDINARY,
		id: `5c0a1e00-0000-4000-8000-${String(index + 1).padStart(12, "0")}`,
		userPrincipalName,
		displayName: `${givenName} ${surname}`,
		givenName,
		surname,
		mailNickname: alias,
		mail: userPrincipalName,
		identities: [identity("userPrincipalName", UPN_SUFFIX, userPrincipalName)],
		lastPasswordChangeDateTime: graphDateTime(changedAt),
		template: sample.template,
		domainAccount: "absent",
		purpose: sample.purpose,
		...sample.differences,
	};
}

/** The part of a user name before the `@`. */
const inAscii = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Entra's user names for people from other organisations (Microsoft Learn, `external-id/user-properties`). */
export function externalOf(alias: string, homeDomain: string, issuer: string): Partial<Person> {
	return {
		userPrincipalName: `${alias}_${homeDomain}#EXT#@${UPN_SUFFIX}`,
		mailNickname: `${alias}_${homeDomain}#EXT#`,
		mail: `${alias}@${homeDomain}`,
		identities: [identity("federated", issuer, "")],
	};
}

function identity(signInType: string, issuer: string, issuerAssignedId: string): Identity {
	return { signInType, issuer, issuerAssignedId };
}
