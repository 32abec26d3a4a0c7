import { expect, test } from "vitest";
import type { HttpAnswer } from "./http-answer.ts";
import { judgeRegistration } from "./registration-check.ts";

const portalUrl = "https://password.contoso.com";
const registration = {
	portalUrl,
	tenant: {
		id: "11111111-2222-4333-8444-555555555555",
		clientId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
		cloud: "global" as const,
		domains: [],
		authority: "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555",
		graphUrl: "",
		apiScope: "",
	},
};
const at = new Date();
const base = { ok: true as const, date: at, askedAt: at, answeredAt: at };
const redirect = (location: string): HttpAnswer => ({ ...base, status: 302, body: "", location });
/** A redirection back to the portal. */
const back = (answer: string) => redirect(`${portalUrl}/auth${answer}`);
/** An error as in Entra's page: in JSON within a script. */
const page = (code: number, text: string): HttpAnswer => ({
	...base,
	status: 200,
	location: undefined,
	body: `<script>$Config={"sErrorCode":"${code}","strServiceExceptionMessage":"AADSTS${code}: ${text}\\r\\nTrace ID: 9a1f","x":1};</script>`,
});

const SIGNED_OUT = back("#error=login_required&error_description=AADSTS50058");
const NO_SUCH_APP = page(700016, "Application with identifier \\u0027x\\u0027 was not found");

const cases: [what: string, answer: HttpAnswer, status: string, words: RegExp][] = [
	["says at the redirect URI that nobody is signed in", SIGNED_OUT, "ok", /registered/],
	["says so in the query", back("?error=interaction_required"), "ok", /registered/],
	[
		"says something else at the redirect URI",
		back("#error=invalid_scope&error_description=What"),
		"warning",
		/invalid_scope: What/,
	],
	[
		"goes somewhere else",
		redirect("https://elsewhere.test/auth#error=login_required"),
		"not checked",
		/cannot be determined/,
	],
	["does not know the app", NO_SUCH_APP, "failed", /has no app .*identifier 'x' was not found$/],
	["does not know the redirect URI", page(50011, "The redirect"), "failed", /redirect URI https/],
	["has no redirect URI at all", page(500113, "No reply address"), "failed", /redirect URI https/],
	["has disabled the app", page(7000112, "Application is disabled"), "failed", /is disabled/],
	["has a problem of its own", page(90033, "A transient error"), "warning", /AADSTS90033/],
	["shows a page without an error", page(1, ""), "not checked", /names no error/],
	["cannot be reached", { ok: false, reason: "ECONNRESET" }, "failed", /ECONNRESET/],
];
test.each(cases)("a tenant that %s", (_what, answer, status, words) => {
	const verdict = judgeRegistration(answer, registration);
	expect(verdict.status).toBe(status);
	expect(verdict.found).toMatch(words);
});
