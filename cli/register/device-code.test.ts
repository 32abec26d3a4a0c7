import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../check/http-answer.ts";
import { readDeviceCode, readPoll } from "./device-code.ts";

const at = new Date(0);
function answer(status: number, body: unknown): HttpAnswer {
	const text = typeof body === "string" ? body : JSON.stringify(body);
	const times = { date: undefined, askedAt: at, answeredAt: at };
	return { ok: true, status, body: text, location: undefined, ...times };
}
const LOST: HttpAnswer = { ok: false, reason: "ECONNRESET" };

function idToken(claims: object): string {
	return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
}

describe("the token request", () => {
	const waiting: [what: string, answer: HttpAnswer, isTooFast: boolean][] = [
		[
			"continues while nobody has signed in",
			answer(400, { error: "authorization_pending" }),
			false,
		],
		["slows down when told to", answer(400, { error: "slow_down" }), true],
		["is repeated when the answer is lost", LOST, true],
		["is repeated during an outage", answer(503, "busy"), true],
	];
	test.each(waiting)("%s", (_what, given, isTooFast) => {
		expect(readPoll(given)).toEqual({ state: "pending", isTooFast });
	});

	const ends: [what: string, body: object, code: string][] = [
		["declined, in Microsoft's term", { error: "authorization_declined" }, "declined"],
		["declined, in the standard's term", { error: "access_denied" }, "declined"],
		["expired", { error: "expired_token" }, "code-expired"],
		[
			"blocked by Conditional Access",
			{ error: "interaction_required", error_description: "AADSTS53003: Blocked. Trace ID: 1" },
			"sign-in-blocked",
		],
		[
			"blocked because it is a device code",
			{ error: "invalid_grant", error_description: "AADSTS530036: Blocked. Trace ID: 1" },
			"sign-in-blocked",
		],
		[
			"no consent for the tool",
			{ error: "invalid_grant", error_description: "AADSTS65001: No consent." },
			"sign-in-refused",
		],
		["anything else", { error: "bad_verification_code" }, "sign-in-refused"],
	];
	test.each(ends)("ends when it is %s", (_what, body, code) => {
		expect(readPoll(answer(400, body))).toMatchObject({ state: "ended", failure: { code } });
	});

	test("returns the token, and who signed in to which tenant", () => {
		const id_token = idToken({ tid: "ABC", preferred_username: "ada@contoso.com" });
		expect(readPoll(answer(200, { access_token: "token", id_token }))).toEqual({
			state: "signed-in",
			accessToken: "token",
			tenantId: "abc",
			userName: "ada@contoso.com",
		});
	});
});

describe("the code", () => {
	const body = { device_code: "d", user_code: "U", verification_uri: "https://x", expires_in: 900 };
	test("is polled every five seconds unless the tenant says otherwise", () => {
		const read = (more: object) => readDeviceCode(answer(200, { ...body, ...more }), "x");
		expect(read({})).toMatchObject({ ok: true, code: { intervalSeconds: 5 } });
		expect(read({ interval: 9 })).toMatchObject({ ok: true, code: { intervalSeconds: 9 } });
	});
	test.each([
		["no network", LOST, "unreachable"],
		["a proxy's page", answer(200, "<html>"), "sign-in-refused"],
		["a refusal", answer(400, { error: "invalid_client" }), "sign-in-refused"],
	])("is not accepted with %s", (_what, given, code) => {
		expect(readDeviceCode(given, "x")).toMatchObject({ ok: false, failure: { code } });
	});
});
