import { describe, expect, test } from "vitest";
import type { SurveyResult } from "#lib/directory/controller-survey.ts";
import type { ReaderPassword } from "#lib/directory/reader-password.ts";
import { judgeReaderPassword, judgeSignIn } from "./sign-in-judgement.ts";

const BY_PASSWORD = { keytabFile: undefined };
const BY_KEYTAB = { keytabFile: "/portal.keytab" };

type Refused = Extract<SurveyResult, { at: "bind" }>;
const refused = (refusal: Refused["refusal"]): SurveyResult => ({
	ok: false,
	at: "bind",
	reason: "sign-in-refused",
	refusal,
	message: "80090308: LdapErr",
});

const cases: [result: SurveyResult, found: RegExp, todo: RegExp][] = [
	[refused("wrong-password"), /Name or password is wrong/, /DOMAIN_BIND_PASSWORD/],
	[refused("locked"), /is locked/, /30 minutes/],
	[refused("disabled"), /is disabled/, /Enable it/],
	[refused("account-expired"), /has expired/, /never expire/],
	[refused("password-expired"), /password .* has expired/, /every 90 days/],
	[refused("must-change"), /must change/, /Change it once/],
	[refused("not-allowed-now"), /time of day/, /logon hours/],
	[refused("not-allowed-here"), /from here/, /workstations/],
	[refused("wrong-key"), /keytab/, /[Rr]ecreate DOMAIN_BIND_KEYTAB_FILE/],
	[refused("revoked"), /disabled, locked or expired/, /Enable it/],
	[refused("no-service"), /by its name/, /rdns = false/],
	[refused("clock"), /clock/, /five minutes/],
	[refused("channel-binding"), /channel binding/, /without channel binding/],
	[refused(undefined), /80090308/, /distinguished name/],
	[
		{ ok: false, at: "bind", reason: "timeout", refusal: undefined, message: "Timed out" },
		/Timed out/,
		/does not answer/,
	],
	[
		{ ok: false, at: "read", reason: "timeout", message: "Timed out" },
		/accepts the account but/,
		/overloaded/,
	],
];
test.each(cases)("%j gets its own advice", (result, found, todo) => {
	const verdict = judgeSignIn(result, BY_PASSWORD);
	expect(verdict.status).toBe("failed");
	expect(verdict.found).toMatch(found);
	expect(verdict.todo).toMatch(todo);
});

const now = new Date("2026-11-22T12:00:00Z");
test.each<[expires: ReaderPassword, status: string, words: RegExp]>([
	["never", "ok", /never expires/],
	[new Date("2026-12-06T12:00:00Z"), "ok", /2026-12-06, in 14 days/],
	[new Date("2026-12-06T11:59:59Z"), "warning", /in 13 days/],
	[new Date("2026-11-24T12:00:00Z"), "warning", /in 2 days/],
	[new Date("2026-11-24T11:59:59Z"), "failed", /in 1 day\./],
	[undefined, "not checked", /cannot be read/],
])("the reading account's password that expires %s is %s", (expires, status, words) => {
	const verdict = judgeReaderPassword(expires, { ...BY_PASSWORD, now });
	expect(verdict.status).toBe(status);
	expect(verdict.found).toMatch(words);
});

describe("an account that signs in by a keytab", () => {
	test.each(["wrong-password", "password-expired", "must-change"] as const)(
		"and is refused for %s is fixed by a new keytab, not by an empty setting",
		(refusal) => {
			const { todo } = judgeSignIn(refused(refusal), BY_KEYTAB);
			expect(todo).toMatch(/[Rr]ecreate DOMAIN_BIND_KEYTAB_FILE/);
			expect(todo).not.toMatch(/DOMAIN_BIND_(DN|PASSWORD)/);
		},
	);
	test("gets the same advice before its password expires", () => {
		const { todo } = judgeReaderPassword(now, { ...BY_KEYTAB, now });
		expect(todo).toMatch(/[Rr]ecreate DOMAIN_BIND_KEYTAB_FILE/);
		expect(judgeReaderPassword(now, { ...BY_PASSWORD, now }).todo).toMatch(/DOMAIN_BIND_PASSWORD/);
	});
});
