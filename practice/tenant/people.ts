import type { ObjectIdentity } from "@microsoft/microsoft-graph-types";

/** The kinds of sample people; fresh people are created from these. */
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

/** A user with Graph's property names, and what practice adds. */
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
	readonly forceChangePasswordNextSignIn: boolean;
	/** In a restricted management administrative unit. */
	readonly isManagementRestricted: boolean;
	/** Template ids of directory roles. */
	readonly directoryRoles: readonly string[];
	/** Values of the portal's app roles. */
	readonly appRoles: readonly string[];
	/** Why a sign-in with the right password is still refused. */
	readonly signInRefusal: "not-assigned" | "not-consented" | "conditional-access" | null;
	/** Can sign in with a passkey. */
	readonly hasPasskey: boolean;
	readonly template: Template;
	/** What the managed domain holds before practice starts. */
	readonly domainAccount: "absent" | "old-keys";
	/** What this person demonstrates, for the control page. */
	readonly purpose: string;
};

/** An ordinary member who has changed nothing and has no special rights. */
export const ORDINARY = {
	userType: "Member",
	accountEnabled: true,
	onPremisesSyncEnabled: null,
	forceChangePasswordNextSignIn: false,
	isManagementRestricted: false,
	directoryRoles: [],
	appRoles: [],
	signInRefusal: null,
	hasPasskey: false,
} satisfies Partial<Person>;

export type PersonChanges = Partial<Omit<Person, "id" | "template" | "lastPasswordChangeDateTime">>;

/** Callbacks. `added` is awaited, so that a person's domain account exists afterwards. */
export type PeopleEvents = {
	added?(person: Person): void | Promise<void>;
	changed?(person: Person, password: string): void;
	/** `forceChangePasswordNextSignIn` was set. */
	expired?(person: Person): void;
};

/** The person before the latest change of their password or Graph-writable properties. */
export type Update = { at: Date; before: Person };

export type PeopleStore = {
	/** All added people, without the crowd. */
	all(): readonly Person[];
	/** Added people, then the crowd. */
	everybody(): Iterable<Person>;
	find(id: string): Person | undefined;
	/** By user principal name or mail, case-insensitively. */
	findByUserName(userName: string): Person | undefined;
	/** Throws if the id or user principal name is already in use. */
	add(person: Person, password: string | null): Promise<Person>;
	/** Throws if the person does not exist. With `now`, reads may lag. */
	update(id: string, changes: PersonChanges, now?: Date): Person;
	/** @returns whether the person existed. */
	remove(id: string): boolean;
	/** Calls `events.added` for a person in the crowd, as for an added one. */
	introduce(id: string): Promise<void>;
	isPassword(id: string, password: string): boolean;
	setPassword(id: string, password: string, now: Date): Person;
	/** The latest one since the tenant started. */
	latestUpdate(id: string): Update | undefined;
	/** The initial password, until it is changed. */
	initialPassword(id: string): string | undefined;
	/** Every password since the tenant started. */
	readonly knownPasswords: ReadonlySet<string>;
};

/** A time in Graph's format: UTC in whole seconds. */
export function graphDateTime(time: Date): string {
	return `${time.toISOString().slice(0, 19)}Z`;
}
