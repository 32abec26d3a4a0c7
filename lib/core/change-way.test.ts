import { expect, test } from "vitest";
import { type ChangePolicy, type ChangeWay, changeWay, type PersonFacts } from "./change-way.ts";

const member: PersonFacts = {
	isExternal: false,
	hasPersonalAccount: false,
	isSynchronised: false,
	holdsDirectoryRole: false,
	lastPasswordChangeAt: new Date("2026-01-15T08:00:00Z"),
	signedInWithoutPassword: false,
};
const policy: ChangePolicy = {
	method: "portal",
	hasPasswordWriteback: false,
	hasConsent: undefined,
};

const NO_DATE = { way: "no-password", reason: "no-date" } as const;
const DIRECTORY_ROLE = { way: "guided", reason: "directory-role" } as const;

const ways: [who: string, Partial<PersonFacts>, Partial<ChangePolicy>, ChangeWay][] = [
	["a cloud-only member", {}, {}, { way: "portal" }],
	["a cloud-only member after consent", {}, { hasConsent: true }, { way: "portal" }],
	["without consent", {}, { hasConsent: false }, { way: "guided", reason: "no-consent" }],
	[
		"where the organisation wants Microsoft's page",
		{},
		{ method: "microsoft" },
		{ way: "guided", reason: "organisation" },
	],
	[
		"a holder of a directory role, whatever was consented",
		{ holdsDirectoryRole: true },
		{ hasConsent: true },
		{ way: "guided", reason: "directory-role" },
	],
	[
		"somebody who may hold a directory role",
		{ holdsDirectoryRole: undefined },
		{ hasConsent: true },
		{ way: "guided", reason: "roles-unknown" },
	],
	[
		"a synchronised person without write-back",
		{ isSynchronised: true },
		{},
		{ way: "on-premises" },
	],
	[
		"a synchronised person with write-back",
		{ isSynchronised: true },
		{ hasPasswordWriteback: true },
		{ way: "guided", reason: "synchronised" },
	],
	[
		"a synchronised holder of a role",
		{ isSynchronised: true, holdsDirectoryRole: true },
		{},
		{ way: "on-premises" },
	],
	[
		"somebody without a sign of a password",
		{ lastPasswordChangeAt: undefined },
		{},
		{ ...NO_DATE, known: { way: "portal" } },
	],
	[
		"a holder of a role without a sign of a password",
		{ lastPasswordChangeAt: undefined, holdsDirectoryRole: true },
		{},
		{ ...NO_DATE, known: DIRECTORY_ROLE },
	],
	[
		"somebody who signed in without a password",
		{ signedInWithoutPassword: true },
		{},
		{ way: "no-password", reason: "other-sign-in", known: { way: "portal" } },
	],
	[
		"a synchronised person who signed in without a password",
		{ signedInWithoutPassword: true, isSynchronised: true },
		{},
		{ way: "on-premises" },
	],
	[
		"a synchronised person whose password Entra does not know",
		{ lastPasswordChangeAt: undefined, isSynchronised: true },
		{},
		{ way: "on-premises" },
	],
	[
		"somebody from another organisation",
		{ isExternal: true },
		{},
		{ way: "none", reason: "external" },
	],
	[
		"somebody with a personal account",
		{ isExternal: true, hasPersonalAccount: true },
		{},
		{ way: "none", reason: "personal-account" },
	],
];

test.each(ways)("%s", (_who, person, settings, way) => {
	expect(changeWay({ ...member, ...person }, { ...policy, ...settings })).toEqual(way);
});
