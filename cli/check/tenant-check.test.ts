import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Tenant } from "#lib/server/settings/settings.ts";
import type { HttpAnswer } from "./http-answer.ts";
import { judgeDiscovery, judgeKeys } from "./tenant-check.ts";

const id = "11111111-2222-4333-8444-555555555555";
const authority = `https://login.microsoftonline.com/${id}`;
const tenant: Tenant = {
	id,
	clientId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
	cloud: "global",
	domains: [],
	authority,
	graphUrl: "https://graph.microsoft.com",
	apiScope: "",
};
const description = {
	issuer: `${authority}/v2.0`,
	authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
	token_endpoint: `${authority}/oauth2/v2.0/token`,
	jwks_uri: `${authority}/discovery/v2.0/keys`,
};
function answer(body: unknown, status = 200): HttpAnswer {
	const text = typeof body === "string" ? body : JSON.stringify(body);
	const at = new Date();
	return {
		ok: true,
		status,
		body: text,
		location: undefined,
		date: at,
		askedAt: at,
		answeredAt: at,
	};
}
/** Entra's answer for a tenant that does not exist. */
const noSuchTenant = {
	error: "invalid_tenant",
	error_description: `AADSTS90002: Tenant '${id}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Trace ID: 9a1f Correlation ID: 7b2c Timestamp: 2026-11-22 10:00:00Z`,
	error_codes: [90002],
};

describe("the tenant's description", () => {
	const cases: [what: string, answer: HttpAnswer, status: string, words: RegExp][] = [
		["is right", answer(description), "ok", /its issuer matches/],
		[
			"is another tenant's",
			answer({ ...description, issuer: "https://x/v2.0" }),
			"failed",
			/x\/v2/,
		],
		[
			"has an unsafe address",
			answer({ ...description, token_endpoint: "http://x/token" }),
			"failed",
			/token_endpoint is not an https address/,
		],
		[
			"has its keys elsewhere",
			answer({ ...description, jwks_uri: "https://keys.test/" }),
			"warning",
			/keys\.test/,
		],
		[
			"is of a tenant that does not exist",
			answer(noSuchTenant, 400),
			"failed",
			/AADSTS90002\): Tenant '.*' not found\. .* cloud\.$/,
		],
		["is a proxy's page", answer("<html>Sign in to the proxy</html>"), "failed", /status 200/],
		[
			"cannot be reached",
			{ ok: false, reason: "ENOTFOUND" },
			"failed",
			/cannot be reached: ENOTFOUND/,
		],
	];
	test.each(cases)("%s", (_what, given, status, words) => {
		const verdict = judgeDiscovery(given, tenant);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
	test("must match the tenant's id, not only the authority", () => {
		const other = { ...tenant, id: "99999999-2222-4333-8444-555555555555" };
		expect(judgeDiscovery(answer(description), other).status).toBe("failed");
	});
});

describe("the tenant's keys", () => {
	const rsa = (modulusLength: number) =>
		generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ format: "jwk" });
	const good = rsa(2048);
	const cases: [what: string, keys: object[], status: string][] = [
		["one that is good", [good], "ok"],
		["a good one among others", [{ kty: "EC" }, good], "ok"],
		["none", [], "failed"],
		["one that is too short", [rsa(1024)], "failed"],
		["one for encryption", [{ ...good, use: "enc" }], "failed"],
		["one of another algorithm", [{ ...good, alg: "PS256" }], "failed"],
		["one that is broken", [{ kty: "RSA", n: "", e: "" }], "failed"],
	];
	test.each(cases)("%s", (_what, keys, status) => {
		expect(judgeKeys(answer({ keys }), tenant).status).toBe(status);
	});
	test("that are empty", () => {
		expect(judgeKeys(answer("[]"), tenant).status).toBe("failed");
		expect(judgeKeys(answer({ keys: "none" }), tenant).status).toBe("failed");
	});
});
