import { expect, test } from "vitest";
import type { FailureCode } from "#lib/core/failure.ts";
import { portalFailure } from "./portal-failure.ts";

/** Recorded answers, with their bodies as read by `call`. */
const recorded: [what: string, status: number, body: unknown, code: FailureCode][] = [
	["a token that is too old", 401, { code: "token-refused" }, "sign-in-ended"],
	["a token that is not strong enough", 401, { code: "claims-needed" }, "sign-in-ended"],
	["somebody without the role", 403, { code: "role-missing" }, "role-missing"],
	[
		"a tenant that the server cannot reach",
		503,
		{ code: "tenant-unreachable" },
		"tenant-disturbed",
	],
	["a malformed field", 400, { code: "body-mistaken" }, "portal-refused"],
	["an address from another version", 404, { code: "route-not-found" }, "portal-refused"],
	["a watch that has ended", 410, { code: "watch-ended" }, "watch-ended"],
	["a store that is full", 503, { code: "store-unavailable" }, "store-unavailable"],
	["too much", 429, { code: "too-many-requests" }, "too-many-requests"],
	["a mistake of the server", 500, { code: "unexpected" }, "portal-failed"],
	["a gateway's page", 502, undefined, "portal-no-answer"],
	["no body", 404, null, "portal-no-answer"],
	["a foreign code", 400, { code: "toString" }, "portal-no-answer"],
	["a code that is not text", 400, { code: 7 }, "portal-no-answer"],
];

test.each(recorded)("%s", (_what, status, body, code) => {
	const response = new Response(null, { status });
	expect(portalFailure(response, body)).toMatchObject({
		failure: { code, cause: `HTTP ${status}`, claims: undefined },
	});
});

test("the claims that a new token has to satisfy are kept", () => {
	const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
	const headers = {
		"www-authenticate": `Bearer error="insufficient_claims", claims="${btoa(claims)}"`,
	};
	const response = new Response(null, { status: 401, headers });
	expect(portalFailure(response, { code: "claims-needed" })).toMatchObject({
		failure: { claims },
	});
});
