import type { ObjectIdentity } from "@microsoft/microsoft-graph-types";
import type { KnownPasswords } from "./passwords/known-passwords.ts";

/** What a sample person is there to show; a fresh person is made after one of these. */
export const TEMPLATES = [
	"not-in-domain",
	"in-domain",
	"synchronised",
	"guest",
	"personal-guest",
	"external-member",
	"internal-guest",
	"directory-role",
	"helpdesk",
	"must-change",
	"disabled",
	"not-assigned",
	"conditional-access",
	"passwordless",
	"helpdesk-administrator",
	"global-administrator",
	"helpdesk-reader",
] as const;
export type Template = (typeof TEMPLATES)[number];

export type Identity = Required<Pick<ObjectIdentity, "signInType" | "issuer" | "issuerAssignedId">>;

/** A user object of the tenant, by Graph's property names, and what the practice adds to it. */
export type Person = {
	/** A GUID in lower case. */
	readonly id: string;
	readonly userPrincipalName: string;
	readonly displayName: string;
	readonly givenName: string;
	readonly surname: string;
	readonly mailNickname: string;
	readonly mail: string | null;
	readonly userType: "Member" | "Guest";
	readonly identities: readonly Identity[];
	readonly accountEnabled: boolean;
	/** Null, not false, for people who were never synchronised. */
	readonly onPremisesSyncEnabled: boolean | null;
	/** UTC, whole seconds, ends in `Z`. */
	readonly lastPasswordChangeDateTime: string;
	readonly passwordPolicies: string | null;
	readonly forceChangePasswordNextSignIn: boolean;
	/** In a restricted management administrative unit. */
	readonly isManagementRestricted: boolean;
	/** Template ids of directory roles. */
	readonly directoryRoles: readonly string[];
	/** Values of the portal's app roles. */
	readonly appRoles: readonly string[];
	/** Why a sign-in with the right password is refused all the same; a number is one of AADSTS. */
	readonly signInRefusal: "not-assigned" | "conditional-access" | number | null;
	/** Can sign in with a passkey. */
	readonly hasPasskey: boolean;
	readonly template: Template;
	/** What the managed domain holds before the practice begins. */
	readonly domainAccount: "absent" | "old-keys";
	/** What this person is good for, for the reader of the control page. */
	readonly purpose: string;
};

export type PersonChanges = Partial<Omit<Person, "id" | "template" | "lastPasswordChangeDateTime">>;

/** What others are told. `added` is awaited, so that a person's domain account is there as well. */
export type PeopleEvents = {
	added?(person: Person): void | Promise<void>;
	changed?(person: Person, password: string): void;
	/** `forceChangePasswordNextSignIn` was set. */
	expired?(person: Person): void;
};

/** The person before the latest change of their password or of what Graph may write of them. */
export type Update = { at: Date; before: Person };

export type PeopleStore = {
	/** Everybody who was added; the crowd is left out. */
	all(): readonly Person[];
	/** Those who were added, then the crowd. */
	everybody(): Iterable<Person>;
	find(id: string): Person | undefined;
	/** By user principal name or mail, whatever the case. */
	findByUserName(userName: string): Person | undefined;
	/** Throws when the id or the user principal name is taken. */
	add(person: Person, password: string | null): Promise<Person>;
	/** Throws when there is no such person. With `now`, reads may lag behind it. */
	update(id: string, changes: PersonChanges, now?: Date): Person;
	/** @returns whether there was such a person. */
	remove(id: string): boolean;
	/** Tells `events.added` of somebody of the crowd, as of somebody who was added. */
	introduce(id: string): Promise<void>;
	isPassword(id: string, password: string): Promise<boolean>;
	setPassword(id: string, password: string, now: Date): Promise<Person>;
	/** The latest one since the tenant started. */
	latestUpdate(id: string): Update | undefined;
	/** The password somebody was made with, until it is changed. */
	initialPassword(id: string): string | undefined;
	readonly knownPasswords: KnownPasswords;
};

/** A time as Graph writes it: UTC in whole seconds. */
export function graphDateTime(time: Date): string {
	return `${time.toISOString().slice(0, 19)}Z`;
}
