import { AuthError, BrowserAuthError, InteractionRequiredAuthError } from "@azure/msal-browser";
import { describe, expect, test } from "vitest";
import { signInFailure } from "./sign-in-failure.ts";

const CORRELATION = "0b5c2d3e-1111-4222-8333-444455556666";
const refused = (number: number, error = "access_denied") =>
	new AuthError(
		error,
		CORRELATION,
		`AADSTS${number}: Words of Microsoft. Trace ID: 1 Correlation ID: ${CORRELATION} Timestamp: 2026-11-22 10:00:00Z`,
	);

/** The codes that a portal like this one meets, by Microsoft's reference of error codes. */
const codes: [number, string][] = [
	[50020, "account-elsewhere"],
	[50034, "account-elsewhere"],
	[50053, "account-locked"],
	[50055, "password-expired"],
	[50056, "password-missing"],
	[50057, "account-disabled"],
	[50072, "second-step-not-set-up"],
	[50074, "second-step-missing"],
	[50076, "second-step-missing"],
	[50079, "second-step-not-set-up"],
	[50125, "interrupted"],
	[50126, "password-wrong"],
	[50132, "sign-in-ended"],
	[50133, "sign-in-ended"],
	[50135, "change-required"],
	[50144, "on-premises-password-expired"],
	[50173, "sign-in-ended"],
	[50196, "too-many-requests"],
	[50105, "not-assigned"],
	[53000, "device-not-accepted"],
	[53003, "blocked-by-policy"],
	[65001, "consent-missing"],
	[700016, "portal-unknown"],
];

describe("a refusal of the tenant", () => {
	test.each(codes)("AADSTS%s is %s, whatever OAuth error it comes with", (number, kind) => {
		const seen = { kind, code: `AADSTS${number}`, correlationId: CORRELATION };
		expect(signInFailure(refused(number))).toEqual(seen);
		expect(signInFailure(refused(number, "interaction_required"))).toMatchObject({ kind });
	});

	test("with a number that nobody knows is unknown, and keeps its code", () => {
		expect(signInFailure(refused(99999))).toEqual({
			kind: "unknown",
			code: "AADSTS99999",
			correlationId: CORRELATION,
		});
	});

	test("without a number is known by its OAuth error", () => {
		const failure = signInFailure(new InteractionRequiredAuthError("login_required", CORRELATION));
		expect(failure).toMatchObject({ kind: "sign-in-ended", code: "login_required" });
	});
});

describe("a failure of the browser", () => {
	test.each([
		["timed_out", "redirect-blocked"],
		["no_token_request_cache_error", "answer-lost"],
		["no_network_connectivity", "tenant-unreachable"],
		["something_new", "unknown"],
	])("%s is %s", (code, kind) => {
		expect(signInFailure(new BrowserAuthError(code, CORRELATION))).toMatchObject({ kind, code });
	});

	test("of a browser whose storage is full is said as such", () => {
		const error = Object.assign(new Error("full"), { errorCode: "cache_quota_exceeded" });
		error.name = "CacheError";
		expect(signInFailure(error)).toEqual({
			...{ kind: "storage-blocked", code: "cache_quota_exceeded" },
			correlationId: undefined,
		});
	});
	test("a mistake in the code is none", () => {
		expect(() => signInFailure(new TypeError("x is not a function"))).toThrow(TypeError);
	});
});
