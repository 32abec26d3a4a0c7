import { AuthError, BrowserAuthError, InteractionRequiredAuthError } from "@azure/msal-browser";
import { describe, expect, test } from "vitest";
import type { FailureCode } from "#lib/core/failure.ts";
import { signInFailure } from "./sign-in-failure.ts";

const CORRELATION = "0b5c2d3e-1111-4222-8333-444455556666";
const refused = (number: number, error = "access_denied") =>
	new AuthError(
		error,
		CORRELATION,
		`AADSTS${number}: Words of Microsoft. Trace ID: 1 Correlation ID: ${CORRELATION} Timestamp: 2026-11-22 10:00:00Z`,
	);

/** The codes that such a portal can get, from Microsoft's reference of error codes. */
const codes: [number, FailureCode][] = [
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
	[50196, "too-many-sign-ins"],
	[50105, "not-assigned"],
	[53000, "device-not-accepted"],
	[53003, "blocked-by-policy"],
	[65001, "consent-missing"],
	[700016, "portal-unknown"],
];

describe("a refusal by the tenant", () => {
	test.each(codes)("AADSTS%s is %s, whatever OAuth error it comes with", (number, code) => {
		const error = refused(number);
		const seen = { code, vendorCode: `AADSTS${number}`, correlationId: CORRELATION, cause: error };
		expect(signInFailure(error)).toEqual(seen);
		expect(signInFailure(refused(number, "interaction_required"))).toMatchObject({ code });
	});

	test("with an unlisted number is unknown and keeps its code", () => {
		expect(signInFailure(refused(99999))).toMatchObject({
			code: "sign-in-failed",
			vendorCode: "AADSTS99999",
			correlationId: CORRELATION,
		});
	});

	test("without a number is identified by its OAuth error", () => {
		const failure = signInFailure(new InteractionRequiredAuthError("login_required", CORRELATION));
		expect(failure).toMatchObject({ code: "sign-in-ended", vendorCode: "login_required" });
	});

	test.each([
		"refresh_token_expired",
		"no_tokens_found",
		"native_account_unavailable",
		"ui_not_allowed",
		"bad_token",
		"interrupted_user",
		"a code that is new",
	])("MSAL requires interaction: %s", (vendorCode) => {
		const error = new InteractionRequiredAuthError(vendorCode, CORRELATION);
		expect(signInFailure(error, { inFrame: true }).code).toBe("sign-in-ended");
		expect(signInFailure(error).code).toBe("sign-in-ended");
	});

	test("an unlisted number is shown after an interactive sign-in, and ends a silent one", () => {
		const error = new InteractionRequiredAuthError(
			"interaction_required",
			CORRELATION,
			"AADSTS99999: x",
		);
		expect(signInFailure(error).code).toBe("sign-in-failed");
		expect(signInFailure(error, { inFrame: true }).code).toBe("sign-in-ended");
	});
});

test("a missing permission of an agent is a failure of its own, with its name", () => {
	const asking = { inFrame: true, right: "User.Read.All" };
	const missing = { code: "right-missing", scope: "User.Read.All" };
	expect(signInFailure(refused(65001), asking)).toMatchObject(missing);
	expect(signInFailure(refused(50053), asking)).toMatchObject({ code: "account-locked" });
});

describe("a failure of the browser", () => {
	test.each([
		["timed_out", "redirect-blocked"],
		["no_token_request_cache_error", "answer-lost"],
		["no_network_connectivity", "tenant-unreachable"],
		["something_new", "sign-in-failed"],
	])("%s is %s", (vendorCode, code) => {
		const error = new BrowserAuthError(vendorCode, CORRELATION);
		expect(signInFailure(error)).toMatchObject({ code, vendorCode, cause: error });
	});

	test("a hidden frame that times out means that the sign-in has ended", () => {
		const error = new BrowserAuthError("timed_out", CORRELATION);
		expect(signInFailure(error, { inFrame: true })).toMatchObject({ code: "sign-in-ended" });
	});

	/** As MSAL throws it (`CacheError.mjs`): not an `AuthError`, and not exported. */
	const cacheError = (errorCode: string) =>
		Object.assign(new Error("Error storing in cache"), { name: "CacheError", errorCode });
	test.each([
		["cache_quota_exceeded", "storage-full"],
		["SecurityError", "storage-blocked"],
		["cache_error_unknown", "storage-blocked"],
	])("MSAL's CacheError %s is %s", (vendorCode, code) => {
		const error = cacheError(vendorCode);
		expect(signInFailure(error)).toEqual({ code, vendorCode, cause: error });
	});

	test("a full storage is recognised even if MSAL wraps its own error again", () => {
		const message = "See https://aka.ms/msal.js.errors#cache_quota_exceeded for details";
		const wrapped = { name: "CacheError", errorCode: "CacheError" };
		expect(signInFailure(Object.assign(new Error(message), wrapped)).code).toBe("storage-full");
	});

	test.each([
		[new TypeError("x is not a function"), "mistake"],
		[new DOMException("denied", "SecurityError"), "storage-blocked"],
		["a thrown value that is not an error", "mistake"],
	])("any other exception becomes a failure, too: %s", (thrown, code) => {
		expect(signInFailure(thrown)).toEqual({ code, cause: thrown });
	});
});
