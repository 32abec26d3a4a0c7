import { decodeJwt } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPortalClient, type PortalClient } from "../portal-client.ts";
import { startTenant, type Tenant } from "../tenant.ts";

const PORTAL = "http://localhost:3000";
const CHANGE = "User-PasswordProfile.ReadWrite.All";

let tenant: Tenant;
let client: PortalClient;
let credentials: { username: string; password: string };

beforeEach(async () => {
	tenant = await startTenant({ port: 0, portalOrigins: [PORTAL], people: [] });
	const { person, password } = await tenant.createPerson("in-domain");
	credentials = { username: person.userPrincipalName, password: password ?? "" };
	client = createPortalClient(tenant, PORTAL);
});
afterEach(() => tenant.stop());

const signIn = (scope: string) => client.signIn(credentials.username, credentials.password, scope);

test("tokens carry every consented scope of their resource, like Entra's", async () => {
	const tokens = await signIn("User.Read");
	expect(String(decodeJwt(tokens.access_token).scp).split(" ")).toContain(CHANGE);
	expect(tokens.scope.split(" ")).toContain(CHANGE);
	const spelt = await client.refresh(tokens.refresh_token, `https://graph.microsoft.com/${CHANGE}`);
	expect(spelt.body.scope.split(" ")).toContain(`https://graph.microsoft.com/${CHANGE}`);
});

test("without consent the token endpoint answers AADSTS65001", async () => {
	const tokens = await signIn("User.Read");
	tenant.consent.delete(CHANGE);
	const { status, body } = await client.refresh(tokens.refresh_token, CHANGE);
	expect(status).toBe(400);
	expect(body).toMatchObject({
		error: "invalid_grant",
		suberror: "consent_required",
		error_codes: [65001],
	});
	const plain = await client.refresh(tokens.refresh_token, "User.Read");
	expect(String(decodeJwt(plain.body.access_token).scp)).not.toContain(CHANGE);
});

test("without consent a silent request for the scope is rejected", async () => {
	await signIn("User.Read");
	tenant.consent.delete(CHANGE);
	const back = await client.authorize({ scope: CHANGE, prompt: "none" });
	if (back.at !== "portal") throw new Error(back.html);
	expect(back.fields.get("error")).toBe("consent_required");
	expect(back.fields.get("error_description")).toMatch(/^AADSTS65001: /);
});

test("without consent an interactive request requires an administrator", async () => {
	tenant.consent.delete(CHANGE);
	const page = await client.authorize({ scope: `User.Read ${CHANGE}` });
	if (page.at !== "page") throw new Error("No sign-in page");
	const back = await client.submit(page.url, credentials);
	if (back.at !== "portal") throw new Error(back.html);
	expect(back.fields.get("error")).toBe("access_denied");
	expect(back.fields.get("error_description")).toMatch(/^AADSTS90094: /);
	expect(back.fields.get("state")).toBe("any");
});

test("a scope that Graph does not have is refused", async () => {
	const page = await client.authorize({ scope: "Mail.Read" });
	if (page.at !== "page") throw new Error("No sign-in page");
	const back = await client.submit(page.url, credentials);
	expect(back.at === "portal" && back.fields.get("error_description")).toMatch(/^AADSTS650053: /);
});
