import { describe, expect, test } from "vitest";
import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import { judgeAccount } from "./account-judgement.ts";

const at = new Date("2026-11-22T10:02:11.500Z");
const write = { version: 3, writtenAt: at };
const account: DirectoryAccount = {
	objectGuid: "5c0a1e00-0000-4000-8000-000000000003",
	userPrincipalName: "ada@a.com",
	samAccountName: "ada",
	passwordSetAt: at,
	keyVersion: 3,
	keyWrites: { unicodePwd: write, supplementalCredentials: write },
	disabled: false,
	lockedOut: false,
	lockedUntil: undefined,
	passwordExpired: false,
	passwordExpiresAt: undefined,
};

test("an account free of blocks is shown with its evidence", () => {
	expect(judgeAccount(account, "ada@a.com", "aes")).toEqual({
		status: "ok",
		found:
			"ada@a.com: pwdLastSet 2026-11-22T10:02:11Z, key version 3, unicodePwd version 3 of 2026-11-22T10:02:11Z, supplementalCredentials version 3 of 2026-11-22T10:02:11Z, Kerberos keys: aes. Nothing blocks it.",
	});
});

describe("a blocked account is a warning: the portal works", () => {
	const cases: [other: Partial<DirectoryAccount>, words: RegExp][] = [
		[{ disabled: true, lockedOut: true }, /It is disabled\.$/],
		[{ lockedOut: true, lockedUntil: at }, /It is locked until 2026-11-22T10:02:11Z\.$/],
		[{ lockedOut: true }, /It is locked\.$/],
		[{ passwordSetAt: "must-change" }, /pwdLastSet must-change.*must be changed first\.$/],
		[{ passwordExpired: true }, /has expired\.$/],
		[
			{ keyWrites: { unicodePwd: undefined, supplementalCredentials: undefined } },
			/unicodePwd never written.*no password here\.$/,
		],
	];
	test.each(cases)("%j", (other, words) => {
		const verdict = judgeAccount({ ...account, ...other }, "ada@a.com", undefined);
		expect(verdict.status).toBe("warning");
		expect(verdict.found).toMatch(words);
	});
});

test("a missing account is a warning", () => {
	expect(judgeAccount(undefined, "eve@a.com", undefined)).toMatchObject({
		status: "warning",
		found: "eve@a.com does not exist here.",
	});
});

test("unreadable values are reported as such", () => {
	const blind = {
		...account,
		passwordSetAt: undefined,
		keyVersion: undefined,
		keyWrites: undefined,
	};
	expect(judgeAccount(blind, "ada@a.com", undefined).found).toBe(
		"ada@a.com: pwdLastSet cannot be read, key version cannot be read, replPropertyMetaData cannot be read. Nothing blocks it.",
	);
});
