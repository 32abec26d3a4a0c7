import { expect, test } from "vitest";
import {
	type ChangePolicy,
	type ChangeWay,
	changeWay,
	type GuidedReason,
	type PersonFacts,
} from "./change-way.ts";

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
const OTHER_SIGN_IN = { way: "no-password", reason: "other-sign-in" } as const;

const FORM = { way: "portal" } as const;
const ON_PREMISES = { way: "on-premises" } as const;
const guided = (reason: GuidedReason) => ({ way: "guided", reason }) as const;
const synchronised = { isSynchronised: true };
const noDate = { lastPasswordChangeAt: undefined };
const otherSignIn = { signedInWithoutPassword: true };
const role = { holdsDirectoryRole: true };
const ROLE = guided("directory-role");

test.each<[who: string, facts: Partial<PersonFacts & ChangePolicy>, way: ChangeWay]>([
	["a cloud-only member", {}, FORM],
	["a cloud-only member after consent", { hasConsent: true }, FORM],
	["without consent", { hasConsent: false }, guided("no-consent")],
	[
		"somebody whose organisation uses Microsoft's page",
		{ method: "microsoft" },
		guided("organisation"),
	],
	["a holder of a role, regardless of consent", { ...role, hasConsent: true }, ROLE],
	[
		"somebody who may hold a directory role",
		{ holdsDirectoryRole: undefined, hasConsent: true },
		guided("roles-unknown"),
	],
	["a synchronised person without write-back", synchronised, ON_PREMISES],
	[
		"a synchronised person with write-back",
		{ ...synchronised, hasPasswordWriteback: true },
		guided("synchronised"),
	],
	["a synchronised holder of a role", { ...synchronised, ...role }, ON_PREMISES],
	["somebody with no sign of a password", noDate, { ...NO_DATE, known: FORM }],
	["a holder of a role with no such sign", { ...noDate, ...role }, { ...NO_DATE, known: ROLE }],
	["somebody who signed in without a password", otherSignIn, { ...OTHER_SIGN_IN, known: FORM }],
	["the same, synchronised", { ...otherSignIn, ...synchronised }, ON_PREMISES],
	["a synchronised person without a date", { ...noDate, ...synchronised }, ON_PREMISES],
	["somebody from another organisation", { isExternal: true }, { way: "none", reason: "external" }],
	[
		"somebody with a personal account",
		{ isExternal: true, hasPersonalAccount: true },
		{ way: "none", reason: "personal-account" },
	],
])("%s", (_who, facts, way) => {
	expect(changeWay({ ...member, ...facts }, { ...policy, ...facts })).toEqual(way);
});
