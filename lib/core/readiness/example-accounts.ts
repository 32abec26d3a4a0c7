import type { DirectoryAccount, Observation, PresentObservation } from "./observation.ts";

/** Builders for tests: an account whose keys have version 3, and observations of it. */

export const CHANGED_AT = new Date("2026-11-22T10:00:00Z");
const OLD_KEYS_AT = new Date("2026-09-01T08:00:00Z");

export const minutesAfter = (minutes: number) => new Date(CHANGED_AT.getTime() + minutes * 60_000);

/** An account, and what its Kerberos service answers. */
type Example = DirectoryAccount & Pick<PresentObservation, "kerberosKeys">;

export function account(overrides: Partial<Example> = {}): Example {
	return {
		objectGuid: "11111111-2222-4333-8444-555555555501",
		madeAt: OLD_KEYS_AT,
		userPrincipalName: "driley@aaddscontoso.com",
		samAccountName: "driley",
		passwordSetAt: OLD_KEYS_AT,
		keyVersion: 3,
		keyWrites: keyWrites(3, OLD_KEYS_AT),
		kerberosKeys: "aes",
		disabled: false,
		lockedOut: false,
		lockedUntil: undefined,
		passwordExpired: false,
		passwordExpiresAt: undefined,
		accountExpired: false,
		smartCardRequired: false,
		isOutsideLogonHours: false,
		...overrides,
	};
}

export function keyWrites(version: number, writtenAt: Date) {
	return {
		unicodePwd: { version, writtenAt },
		supplementalCredentials: { version, writtenAt },
	};
}

/** The account after all its keys were written again. */
export function newKeys(at: Date, overrides: Partial<Example> = {}): Example {
	return account({ passwordSetAt: at, keyVersion: 4, keyWrites: keyWrites(4, at), ...overrides });
}

/** The machine that answers in these examples, with a correct clock. */
const source = (readAt: Date) => ({ machine: "CN=NTDS Settings,CN=DC1", clock: readAt });

export const present = (
	{ kerberosKeys, ...held }: Example = account(),
	readAt = minutesAfter(1),
): Observation => ({
	kind: "present",
	readAt,
	source: source(readAt),
	account: held,
	kerberosKeys,
});

export const absent = (readAt = minutesAfter(1)): Observation => ({
	kind: "absent",
	readAt,
	source: source(readAt),
});

export const unread = (readAt = minutesAfter(1)): Observation => ({
	kind: "unread",
	readAt,
	reason: "timeout",
});
