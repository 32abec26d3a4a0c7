import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPortalClient } from "../portal-client.ts";
import { startTenant, type Tenant } from "../tenant.ts";

const PORTAL = "http://localhost:3000";
const OTHER_PORTAL = "http://localhost:3001";

let tenant: Tenant;
beforeAll(async () => {
	tenant = await startTenant({ port: 0, portalOrigins: [PORTAL, OTHER_PORTAL] });
});
afterAll(() => tenant.stop());

async function signedIn(template: "in-domain" | "helpdesk" | "personal-guest" = "in-domain") {
	const { person, password } = await tenant.createPerson(template);
	const client = createPortalClient(tenant, PORTAL);
	const tokens = await client.signIn(person.mail ?? "", password ?? "", "User.Read");
	return { person, client, tokens };
}

describe("the code flow", () => {
	test("yields Graph's token, and the refresh token yields the API's", async () => {
		const { person, client, tokens } = await signedIn();
		expect(decodeJwt(tokens.access_token)).toMatchObject({
			aud: "00000003-0000-0000-c000-000000000000",
			oid: person.id,
			azp: tenant.clientId,
		});
		expect(tokens.ext_expires_in).toBe(tokens.expires_in);

		const api = await client.refresh(tokens.refresh_token, `${tenant.apiId}/Access`);
		expect(api.status).toBe(200);
		expect(api.body.scope).toBe(`${tenant.apiId}/Access`);
		const { ENTRA_AUTHORITY } = tenant.environment;
		const keys = createRemoteJWKSet(new URL(`${ENTRA_AUTHORITY}/discovery/v2.0/keys`));
		const { payload } = await jwtVerify(api.body.access_token, keys, {
			issuer: `${ENTRA_AUTHORITY}/v2.0`,
			audience: tenant.clientId,
			typ: "JWT",
		});
		expect(payload).toMatchObject({ scp: "Access", tid: tenant.tenantId, ver: "2.0" });
		expect(payload.nbf).toBe(payload.iat);
		expect(payload.sub).not.toBe(person.id);
		for (const claim of ["uti", "sid"]) expect(payload[claim]).toEqual(expect.any(String));
	});

	test("one sign-in can request the scopes of both resources", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const client = createPortalClient(tenant, PORTAL);
		const page = await client.authorize({ scope: `User.Read ${tenant.apiId}/Access` });
		if (page.at !== "page") throw new Error("No sign-in page");
		const form = { username: person.userPrincipalName, password: password ?? "" };
		const back = await client.submit(page.url, form);
		if (back.at !== "portal") throw new Error(back.html);
		expect((await client.redeem(back.fields.get("code") ?? "", "User.Read")).status).toBe(200);
	});

	test("another portal of the same registration can also sign in", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const client = createPortalClient(tenant, OTHER_PORTAL);
		const tokens = await client.signIn(person.userPrincipalName, password ?? "", "User.Read");
		expect(tokens.access_token).toBeTruthy();
	});

	test("a live session needs no password, but another person's hint does", async () => {
		const { client, person } = await signedIn();
		const other = await tenant.createPerson("in-domain");
		const hint = { login_hint: other.person.userPrincipalName };
		expect((await client.authorize({ scope: "User.Read" })).at).toBe("portal");
		expect((await client.authorize({ scope: "User.Read", prompt: "none" })).at).toBe("portal");
		const silent = await client.authorize({ scope: "User.Read", prompt: "none", ...hint });
		expect(silent.at === "portal" && silent.fields.get("error")).toBe("login_required");
		const page = await client.authorize({ scope: "User.Read", ...hint });
		if (page.at !== "page") throw new Error("No sign-in page");
		expect(page.html).toContain(`value="${other.person.userPrincipalName}"`);

		const form = { username: other.person.userPrincipalName, password: other.password ?? "" };
		const back = await client.submit(page.url, form);
		if (back.at !== "portal") throw new Error(back.html);
		const { body } = await client.redeem(back.fields.get("code") ?? "", "User.Read");
		expect(decodeJwt(body.access_token).oid).toBe(other.person.id);
		expect(other.person.id).not.toBe(person.id);
	});

	test("select_account shows the page despite a session", async () => {
		const { client, person } = await signedIn();
		const page = await client.authorize({ scope: "User.Read", prompt: "select_account" });
		expect(page.at === "page" && page.html).toContain(person.userPrincipalName);
	});

	test("signing out ends the session and returns to the portal with its state", async () => {
		const { client } = await signedIn();
		const logout = new URL(`${tenant.environment.ENTRA_AUTHORITY}/oauth2/v2.0/logout`);
		logout.searchParams.set("post_logout_redirect_uri", `${PORTAL}/auth`);
		logout.searchParams.set("state", "xyz");
		const back = await client.open(logout.href);
		expect(back.at === "portal" && back.fields.get("state")).toBe("xyz");
		const silent = await client.authorize({ scope: "User.Read", prompt: "none" });
		expect(silent.at === "portal" && silent.fields.get("error_description")).toMatch(
			/^AADSTS50058/,
		);
		logout.searchParams.set("post_logout_redirect_uri", "http://localhost:9/");
		expect((await client.open(logout.href)).at).toBe("page");
	});
});

describe("claims", () => {
	test("roles are in the ID token and the API's token, and absent without an app role", async () => {
		const { client, tokens } = await signedIn("helpdesk");
		const api = await client.refresh(tokens.refresh_token, `${tenant.apiId}/Access`);
		expect(decodeJwt(tokens.id_token).roles).toEqual(["Keyturn.Helpdesk"]);
		expect(decodeJwt(api.body.access_token).roles).toEqual(["Keyturn.Helpdesk"]);
		const member = await signedIn();
		expect(decodeJwt(member.tokens.id_token)).not.toHaveProperty("roles");
	});

	test("the login_hint claim is opaque and names the person at the next sign-in", async () => {
		const { person, tokens } = await signedIn();
		const hint = String(decodeJwt(tokens.id_token).login_hint);
		expect(hint).not.toContain(person.userPrincipalName);
		const client = createPortalClient(tenant, PORTAL);
		const page = await client.authorize({ scope: "User.Read", login_hint: hint });
		expect(page.at === "page" && page.html).toContain(`value="${person.userPrincipalName}"`);
	});

	test("a guest's home account differs from the token's oid and tid", async () => {
		const { person, tokens } = await signedIn("personal-guest");
		const home = JSON.parse(Buffer.from(tokens.client_info, "base64url").toString());
		expect(decodeJwt(tokens.id_token)).toMatchObject({ oid: person.id, acct: 1 });
		expect(home.uid).not.toBe(person.id);
		expect(home.utid).toBe("9188040d-6c67-4c5b-b112-36a304b66dad");
		const member = await signedIn();
		const memberHome = JSON.parse(Buffer.from(member.tokens.client_info, "base64url").toString());
		expect(memberHome).toEqual({ uid: member.person.id, utid: tenant.tenantId });
	});
});

describe("the token endpoint refuses", () => {
	async function post(fields: Record<string, string>, headers: Record<string, string>) {
		const response = await fetch(`${tenant.environment.ENTRA_AUTHORITY}/oauth2/v2.0/token`, {
			method: "POST",
			headers,
			body: new URLSearchParams({ client_id: tenant.clientId, scope: "User.Read", ...fields }),
		});
		expect(response.headers.get("access-control-allow-origin")).toBe("*");
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	}
	const refresh = { grant_type: "refresh_token", refresh_token: "unknown" };

	test.each([
		["a server", refresh, {}, 9002327, "invalid_request"],
		["a foreign page", refresh, { origin: "http://localhost:9" }, 9002326, "invalid_request"],
		["an unknown refresh token", refresh, { origin: PORTAL }, 9002313, "invalid_grant"],
		[
			"an unknown code",
			{
				grant_type: "authorization_code",
				code: "x",
				redirect_uri: `${PORTAL}/auth`,
				code_verifier: "x".repeat(43),
			},
			{ origin: PORTAL },
			70008,
			"invalid_grant",
		],
		[
			"an unknown client",
			{ ...refresh, client_id: "x" },
			{ origin: PORTAL },
			700016,
			"unauthorized_client",
		],
		[
			"an unknown scope",
			{ ...refresh, scope: "Mail.Read" },
			{ origin: PORTAL },
			650053,
			"invalid_scope",
		],
	])("%s", async (_who, fields, headers, code, error) => {
		const { status, body } = await post(fields, headers);
		expect(status).toBeGreaterThanOrEqual(400);
		expect(body).toMatchObject({ error, error_codes: [code] });
		expect(body.error_description).toMatch(
			new RegExp(
				`^AADSTS${code}: .+ Trace ID: ${body.trace_id} Correlation ID: ${body.correlation_id} Timestamp: ${body.timestamp}$`,
			),
		);
		expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
	});

	test("a redeemed code, and a wrong verifier", async () => {
		const { client } = await signedIn();
		const first = await client.authorize({ scope: "User.Read" });
		const code = first.at === "portal" ? (first.fields.get("code") ?? "") : "";
		expect((await client.redeem(code, "User.Read")).status).toBe(200);
		expect((await client.redeem(code, "User.Read")).body.error_codes).toEqual([54005]);
		const second = await client.authorize({ scope: "User.Read" });
		const earlier = second.at === "portal" ? (second.fields.get("code") ?? "") : "";
		await client.authorize({ scope: "User.Read" });
		expect((await client.redeem(earlier, "User.Read")).body.error_codes).toEqual([501481]);
	});

	test("two resources at once", async () => {
		const { client, tokens } = await signedIn();
		const both = `User.Read ${tenant.apiId}/Access`;
		const { body } = await client.refresh(tokens.refresh_token, both);
		expect(body.error_codes).toEqual([28000]);
	});

	test("preflights are allowed for every page", async () => {
		const response = await fetch(`${tenant.environment.ENTRA_AUTHORITY}/oauth2/v2.0/token`, {
			method: "OPTIONS",
			headers: { origin: PORTAL, "access-control-request-headers": "x-client-sku" },
		});
		expect(response.status).toBe(204);
		expect(response.headers.get("access-control-allow-headers")).toBe("x-client-sku");
	});
});

test("the browser is never sent to an unregistered redirect URI", async () => {
	const client = createPortalClient(tenant, PORTAL);
	const answer = await client.authorize({ scope: "User.Read", redirect_uri: `${PORTAL}/other` });
	expect(answer).toMatchObject({ at: "page", status: 400 });
	expect(answer.at === "page" && answer.html).toContain("AADSTS50011");
});

test("PKCE is required", async () => {
	const client = createPortalClient(tenant, PORTAL);
	const withoutIt = { code_challenge: "", code_challenge_method: "" };
	const answer = await client.authorize({ scope: "User.Read", ...withoutIt });
	expect(answer.at === "portal" && answer.fields.get("error")).toBe("invalid_request");
});
