import { expect, test } from "vitest";
import {
	absent,
	account,
	CHANGED_AT,
	minutesAfter,
	present,
} from "#lib/core/readiness/example-accounts.ts";
import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import { holdsForMs, type Known } from "./kept-account.ts";

const end = minutesAfter(3);
const MINUTES_3 = 3 * 60_000;

test.each<[what: string, held: Partial<DirectoryAccount>, ms: number]>([
	["a lockout's known end", { lockedOut: true, lockedUntil: end }, MINUTES_3],
	["a lockout's unknown end", { lockedOut: true }, 0],
	["the password's end", { passwordExpiresAt: end }, MINUTES_3],
	["the next change of the hours of sign-in", { logonHoursChangeAt: end }, MINUTES_3],
	["the account's own end", { accountExpiresAt: end }, MINUTES_3],
	[
		"the first of several ends",
		{ accountExpiresAt: end, passwordExpiresAt: minutesAfter(9) },
		MINUTES_3,
	],
	["no past end", { accountExpired: true, accountExpiresAt: minutesAfter(-3) }, Infinity],
])("a reading of an account holds until %s", (_what, held, ms) => {
	expect(holdsForMs(present(account(held), CHANGED_AT) as Known)).toBe(ms);
	expect(holdsForMs(absent() as Known)).toBe(Infinity);
});
