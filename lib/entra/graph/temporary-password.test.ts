import { expect, test } from "vitest";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import type { GraphAnswer } from "./graph-answer.ts";
import { readTemporaryPassword } from "./temporary-password.ts";

const ID = "93b6f17e-c05d-4f45-ad2a-6665c708d8a0";

function answer(status: number, code = "", message = "") {
	const error = { code, message, innerError: { "request-id": ID, date: "2026-11-29T03:00:00" } };
	const body = status === 204 ? undefined : code === "" ? undefined : { error };
	return ok({ status, body, headers: new Headers() });
}

test("only Graph's own answer confirms that it was set", () => {
	expect(readTemporaryPassword(answer(204))).toEqual(ok(null));
});

test.each<[string, Result<GraphAnswer>]>([
	["a broken connection", failed("graph-no-answer")],
	["a gateway that gave up", answer(504)],
	["an outage", answer(503, "ServiceUnavailable", "Later")],
	["a timeout", answer(408)],
	["a guest network's page", answer(200)],
	["a gateway's refusal", answer(403)],
	["a missing page", answer(404)],
	["a redirection", answer(302)],
])("after %s the outcome is unknown", (_what, lost) => {
	expect(readTemporaryPassword(lost)).toMatchObject({ failure: { code: "graph-no-answer" } });
});

test.each([
	["role-too-low", 403, "Authorization_RequestDenied", "Insufficient privileges to complete."],
	["person-not-found", 404, "Request_ResourceNotFound", "Resource does not exist."],
	["on-premises", 400, "Request_BadRequest", "Unable to update: on-premises mastered objects."],
	["password-refused", 400, "Request_BadRequest", "does not comply with password complexity"],
	["password-refused", 400, "Request_BadRequest", "The password is banned: choose a harder one."],
	["graph-throttled", 429, "TooManyRequests", "Too many requests."],
	["sign-in-ended", 401, "InvalidAuthenticationToken", "Access token is empty."],
	[
		"graph-unknown",
		400,
		"Request_BadRequest",
		"Invalid value specified for property 'usageLocation'.",
	],
	["graph-unknown", 409, "Conflict", "Another update is in progress."],
])("%s: %d %s, %s", (code, status, vendorCode, message) => {
	expect(readTemporaryPassword(answer(status, vendorCode, message))).toMatchObject({
		failure: { code, vendorCode, requestId: ID, claims: undefined },
	});
});

test("a challenge is passed on", () => {
	const claims = btoa('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}');
	const headers = new Headers({
		"www-authenticate": `Bearer realm="", error="insufficient_claims", claims="${claims}"`,
	});
	const challenged = ok({
		...answer(401, "InvalidAuthenticationToken", "Challenge").value,
		headers,
	});
	expect(readTemporaryPassword(challenged)).toMatchObject({
		failure: { code: "sign-in-ended", claims: expect.stringContaining("acrs") },
	});
});
