import { afterEach, expect, test, vi } from "vitest";
import { type FailureCode, ok } from "#lib/core/failure.ts";
import { readPasswordChange } from "./change-password.ts";
import type { GraphAnswer } from "./graph-answer.ts";

afterEach(() => void vi.useRealTimers());

const read = (answer: Partial<GraphAnswer>) =>
	readPasswordChange(ok({ status: 0, body: undefined, headers: new Headers(), ...answer }));

/** Messages that Graph sends with `Request_BadRequest`. */
const MESSAGES: Partial<Record<FailureCode, string[]>> = {
	"wrong-existing-password": [
		"The specified password is invalid. paramName: oldPassword, paramValue: , objectType: Microsoft.Online.DirectoryServices.User",
		"The existing one is banned by now and was recently used. paramName: oldPassword",
		"The old password is incorrect.",
		"The current password you entered doesn't match.",
		"Invalid existing password.",
	],
	"password-refused": [
		"The specified password does not comply with password complexity requirements. Please provide a different password. paramName: newPassword",
		"Reworded since. paramName: newPassword",
	],
	"password-banned": [
		"Unfortunately, your password contains a word, phrase, or pattern that makes your password easily guessable. Please try again with a different password.",
		"We've seen that password too many times before. Choose something harder to guess.",
		"Choose a password that's harder for people to guess.",
	],
	"password-used-before": [
		"The password was recently used.",
		"The new password must be different from previous passwords.",
		"The specified password is in your history of 24 passwords. paramName: newPassword",
		"This password has been used too recently. Please choose a different one.",
		"You can't use this password because you used it recently.",
		"You've already used this password.",
		"The new password can't be the same as your current password.",
		"The specified password is invalid: it must differ from the old password.",
		"New password must be different from the existing one. paramName: newPassword",
	],
	"password-too-simple": ["The password is too short."],
	"changed-too-recently": [
		"The minimum password age is not reached: it was changed too recently.",
		"You have changed your password too recently. Try again later.",
		"Your password was recently changed. paramName: newPassword",
	],
	"on-premises": [
		"Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
	],
	"account-locked": [
		"AADSTS50053: The account is locked.",
		"Your account is temporarily locked to prevent unauthorized use.",
		"This account has been locked.",
	],
	"graph-unknown": [
		"The request is blocked by policy.",
		"The specified password is invalid.",
		"paramName: shoeSize",
		"Something that nobody has seen before.",
		"Your current password has expired.",
		"Your existing password was set by an administrator, who has to release it.",
	],
};
const DENIED = "Access to change password operation is denied.";
const LACKING = "Insufficient privileges to complete the operation.";
const NEW = "Refused. paramName: newPassword";

const cases: [status: number, code: string, message: string, expected: string][] = [
	...Object.entries(MESSAGES).flatMap(([expected, messages]) =>
		messages.map((text): (typeof cases)[0] => [400, "Request_BadRequest", text, expected]),
	),
	[400, "PasswordPolicyOnPremisesViolation", NEW, "on-premises"],
	[403, "Authorization_RequestDenied", "The request is blocked by policy.", "graph-refused"],
	[403, "Authorization_RequestDenied", LACKING, "graph-refused"],
	[403, "Authorization_RequestDenied", DENIED, "graph-refused"],
	[401, "InvalidAuthenticationToken", "Lifetime validation failed.", "sign-in-ended"],
	[429, "TooManyRequests", "Too many requests.", "graph-throttled"],
	[418, "", "", "graph-unknown"],
	[404, "Request_ResourceNotFound", "Resource does not exist.", "graph-unknown"],
];

test.each(cases)("%i %s: %s", (status, code, message, expected) => {
	const body = { error: { code, message, innerError: { "request-id": "r-1" } } };
	expect(read({ status, body })).toMatchObject({
		failure: { code: expected, requestId: "r-1", cause: { status } },
	});
});

const inGraphsWords = { error: { code: "UnknownError", message: "" } };
const page = "<html>Bad gateway</html>";

test.each([
	["Graph's 500", 500, inGraphsWords],
	["Graph's 503", 503, { error: { code: "serviceNotAvailable", message: "Throttled." } }],
	["a gateway's 504", 504, page],
	["a timeout of the request", 408, inGraphsWords],
	["a refusal that is not Graph's", 403, page],
	["a success that is not Graph's", 200, page],
	["an answer without a body", 400, undefined],
	["a redirection that was not followed", 302, undefined],
])("after %s the outcome of the change is unknown", (_what, status, body) => {
	expect(read({ status, body })).toMatchObject({ failure: { code: "graph-no-answer" } });
});

test("only 204 confirms a change", () => {
	expect(read({ status: 204 })).toEqual({ ok: true, value: null });
});

const header = (name: string, value: string) => new Headers({ [name]: value });

test.each([
	["seconds", header("retry-after", "7"), 7_000],
	["nothing", new Headers(), undefined],
	["a date", header("retry-after", "Wed, 21 Oct 2026 07:28:30 GMT"), 30_000],
	["a past date", header("retry-after", "Wed, 21 Oct 2026 07:27:00 GMT"), undefined],
	["more than a timer allows", header("retry-after", "99999999999999"), 3_600_000],
	[
		"a date from a clock that is far off",
		header("retry-after", "Thu, 22 Oct 2026 07:28:00 GMT"),
		3_600_000,
	],
	["negative", header("retry-after", "-1"), undefined],
	["nonsense", header("retry-after", "soon"), undefined],
	["several", header("retry-after", "7, 7"), undefined],
])("Retry-After: %s", (_what, headers, retryAfterMs) => {
	vi.setSystemTime("2026-10-21T07:28:00Z");
	expect(read({ status: 429, headers })).toMatchObject({
		failure: { code: "graph-throttled", retryAfterMs },
	});
});

test("a refusal keeps the claims that Graph requires", () => {
	const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
	const headers = header(
		"www-authenticate",
		`Bearer error="insufficient_claims", claims="${btoa(claims)}"`,
	);
	expect(read({ status: 401, headers })).toMatchObject({
		failure: { code: "sign-in-ended", claims },
	});
});
