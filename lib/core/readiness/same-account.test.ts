import { expect, test } from "vitest";
import { parseWithDates } from "../dates-in-json.ts";
import { account, minutesAfter } from "./example-accounts.ts";
import type { DirectoryAccount } from "./observation.ts";
import { isSameAccount } from "./same-account.ts";

const origin = { invocationId: "machine-1", usn: "41" };
const held = account({
	keyWrites: {
		unicodePwd: { version: 3, writtenAt: minutesAfter(1), origin },
		supplementalCredentials: undefined,
	},
	wrongTries: { count: 0, lastAt: undefined },
});

test("an account that was stored and reloaded is the same", () => {
	const stored = parseWithDates(JSON.stringify(held)) as DirectoryAccount;
	expect(isSameAccount(held, stored)).toBe(true);
	expect(isSameAccount(stored, held)).toBe(true);
});

const written = { version: 3, writtenAt: minutesAfter(1), origin };
const changes: [what: string, change: Partial<DirectoryAccount>][] = [
	["a flag", { disabled: true }],
	["an unreadable flag", { lockedOut: undefined }],
	["a time", { passwordSetAt: minutesAfter(2) }],
	["a time that became a keyword", { passwordSetAt: "must-change" }],
	[
		"a write of the other kind",
		{ keyWrites: { unicodePwd: written, supplementalCredentials: written } },
	],
	[
		"the origin of a write",
		{
			keyWrites: {
				unicodePwd: { ...written, origin: { ...origin, usn: "42" } },
				supplementalCredentials: undefined,
			},
		},
	],
	["unreadable writes", { keyWrites: undefined }],
	["a wrong try", { wrongTries: { count: 1, lastAt: minutesAfter(3) } }],
	[
		"rules that become known",
		{ lockoutRules: { threshold: 5, durationMs: undefined, windowMs: undefined } },
	],
];
test.each(changes)("one with another is not: %s", (_, change) => {
	expect(isSameAccount(held, { ...held, ...change })).toBe(false);
	expect(isSameAccount({ ...held, ...change }, held)).toBe(false);
});
