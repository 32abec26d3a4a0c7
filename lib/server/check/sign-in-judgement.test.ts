import { expect, test } from "vitest";
import type { SurveyResult } from "#lib/server/managed-domain/controller-survey.ts";
import { judgeSignIn } from "./sign-in-judgement.ts";

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
	[refused(undefined), /80090308/, /distinguished name/],
	[
		{ ok: false, at: "bind", reason: "timeout", refusal: undefined, message: "Timed out" },
		/Timed out/,
		/does not answer/,
	],
	[{ ok: false, at: "read", reason: "timeout", message: "Timed out" }, /lets .* in/, /overloaded/],
];
test.each(cases)("%j has an advice of its own", (result, found, todo) => {
	const verdict = judgeSignIn(result);
	expect(verdict.status).toBe("failed");
	expect(verdict.found).toMatch(found);
	expect(verdict.todo).toMatch(todo);
});
