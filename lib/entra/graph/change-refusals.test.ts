import { expect, test } from "vitest";
import { readPasswordChange } from "./change-password.ts";

const cases: [status: number, code: string, message: string, expected: string][] = [
	[
		400,
		"Request_BadRequest",
		"The specified password is invalid. paramName: oldPassword, paramValue: , objectType: Microsoft.Online.DirectoryServices.User",
		"wrong-existing-password",
	],
	[
		400,
		"Request_BadRequest",
		"The specified password does not comply with password complexity requirements. Please provide a different password. paramName: newPassword",
		"password-refused",
	],
	[
		400,
		"Request_BadRequest",
		"Unfortunately, your password contains a word, phrase, or pattern that makes your password easily guessable. Please try again with a different password.",
		"password-banned",
	],
	[
		400,
		"Request_BadRequest",
		"We've seen that password too many times before. Choose something harder to guess.",
		"password-banned",
	],
	[
		400,
		"Request_BadRequest",
		"Choose a password that's harder for people to guess.",
		"password-banned",
	],
	[400, "Request_BadRequest", "The password was recently used.", "password-used-before"],
	[
		400,
		"Request_BadRequest",
		"The new password must be different from previous passwords.",
		"password-used-before",
	],
	[400, "Request_BadRequest", "The password is too short.", "password-too-simple"],
	[
		400,
		"Request_BadRequest",
		"The specified password is in your history of 24 passwords. paramName: newPassword",
		"password-used-before",
	],
	[
		400,
		"Request_BadRequest",
		"The existing one is banned by now and was recently used. paramName: oldPassword",
		"wrong-existing-password",
	],
	[400, "Request_BadRequest", "Reworded since. paramName: newPassword", "password-refused"],
	[
		400,
		"Request_BadRequest",
		"The minimum password age is not reached: it was changed too recently.",
		"changed-too-recently",
	],
	[400, "PasswordPolicyOnPremisesViolation", "Refused. paramName: newPassword", "on-premises"],
	[400, "Request_BadRequest", "The request is blocked by policy.", "unknown-answer"],
	[403, "Authorization_RequestDenied", "The request is blocked by policy.", "not-allowed"],
	[400, "Request_BadRequest", "The specified password is invalid.", "unknown-answer"],
	[400, "Request_BadRequest", "paramName: shoeSize", "unknown-answer"],
	[
		400,
		"Request_BadRequest",
		"Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
		"on-premises",
	],
	[
		403,
		"Authorization_RequestDenied",
		"Insufficient privileges to complete the operation.",
		"not-allowed",
	],
	[
		403,
		"Authorization_RequestDenied",
		"Access to change password operation is denied.",
		"not-allowed",
	],
	[400, "Request_BadRequest", "AADSTS50053: The account is locked.", "account-locked"],
	[401, "InvalidAuthenticationToken", "Lifetime validation failed.", "sign-in-needed"],
	[429, "TooManyRequests", "Too many requests.", "throttled"],
	[400, "Request_BadRequest", "Something that nobody has seen before.", "unknown-answer"],
	[418, "", "", "unknown-answer"],
	[404, "Request_ResourceNotFound", "Resource does not exist.", "unknown-answer"],
];

test.each(cases)("%i %s: %s", (status, code, message, expected) => {
	const answer = {
		kind: "answer",
		status,
		body: { error: { code, message, innerError: { "request-id": "r-1" } } },
		headers: new Headers(),
	} as const;
	expect(readPasswordChange(answer)).toMatchObject({
		outcome: "refused",
		code: expected,
		requestId: "r-1",
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
])("after %s nobody knows what became of the change", (_what, status, body) => {
	const answer = { kind: "answer", status, body, headers: new Headers() } as const;
	expect(readPasswordChange(answer)).toEqual({ outcome: "no-answer" });
});

test("only 204 is a change", () => {
	const answer = { kind: "answer", status: 204, body: undefined, headers: new Headers() } as const;
	expect(readPasswordChange(answer)).toEqual({ outcome: "changed" });
});

const header = (name: string, value: string) => new Headers({ [name]: value });

test.each([
	["seconds", header("retry-after", "7"), 7_000],
	["nothing", new Headers(), undefined],
	["a date", header("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"), undefined],
	["nonsense", header("retry-after", "-1"), undefined],
])("Retry-After that says %s", (_what, headers, retryAfterMs) => {
	const answer = { kind: "answer", status: 429, body: undefined, headers } as const;
	expect(readPasswordChange(answer)).toMatchObject({ code: "throttled", retryAfterMs });
});

test("a refusal keeps the claims that Graph asks for", () => {
	const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
	const headers = header(
		"www-authenticate",
		`Bearer error="insufficient_claims", claims="${btoa(claims)}"`,
	);
	const answer = { kind: "answer", status: 401, body: undefined, headers } as const;
	expect(readPasswordChange(answer)).toMatchObject({ code: "sign-in-needed", challenge: claims });
});
