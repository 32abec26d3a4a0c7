import { afterAll, beforeAll, expect, test } from "vitest";
import { createPortalClient } from "../portal-client.ts";
import { startTenant, type Tenant } from "../tenant.ts";

const PORTAL = "http://localhost:3000";
const CHANGE = "User-PasswordProfile.ReadWrite.All";

let tenant: Tenant;
beforeAll(async () => {
	tenant = await startTenant({ port: 0, portalOrigins: [PORTAL] });
});
afterAll(() => tenant.stop());

async function changePassword(token: string, currentPassword: string, newPassword: string) {
	const response = await fetch(`${tenant.origin}/v1.0/me/changePassword`, {
		method: "POST",
		headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
		body: JSON.stringify({ currentPassword, newPassword }),
	});
	return response.status;
}

test("a change revokes refresh tokens, codes and sessions, but not access tokens", async () => {
	const { person, password } = await tenant.createPerson("in-domain");
	const client = createPortalClient(tenant, PORTAL);
	const tokens = await client.signIn(person.userPrincipalName, password ?? "", CHANGE);
	const waiting = await client.authorize({ scope: "User.Read" });
	const elsewhere = createPortalClient(tenant, PORTAL);
	const others = await elsewhere.signIn(person.userPrincipalName, password ?? "", "User.Read");

	expect(await changePassword(tokens.access_token, password ?? "", "Brand-New-99x")).toBe(204);

	for (const refreshToken of [tokens.refresh_token, others.refresh_token]) {
		const { status, body } = await client.refresh(refreshToken, "User.Read");
		expect(status).toBe(400);
		expect(body).toMatchObject({
			error: "invalid_grant",
			suberror: "bad_token",
			error_codes: [50173],
		});
	}
	const code = waiting.at === "portal" ? (waiting.fields.get("code") ?? "") : "";
	expect((await client.redeem(code, "User.Read")).body.error_codes).toEqual([50173]);
	for (const browser of [client, elsewhere]) {
		const silent = await browser.authorize({ scope: "User.Read", prompt: "none" });
		expect(silent.at === "portal" && silent.fields.get("error")).toBe("login_required");
	}
	const headers = { authorization: `Bearer ${tokens.access_token}` };
	expect((await fetch(`${tenant.origin}/v1.0/me`, { headers })).status).toBe(200);
	const again = createPortalClient(tenant, PORTAL);
	const fresh = await again.signIn(person.userPrincipalName, "Brand-New-99x", "User.Read");
	expect((await again.refresh(fresh.refresh_token, "User.Read")).status).toBe(200);
});

test("passkey sign-ins survive when sign-ins are revoked", async () => {
	const { person } = await tenant.createPerson("passwordless");
	const client = createPortalClient(tenant, PORTAL);
	const tokens = await client.signIn(person.userPrincipalName, "", "User.Read");
	tenant.signIns.end(person.id, { now: new Date() });
	expect((await client.refresh(tokens.refresh_token, "User.Read")).status).toBe(200);
	expect((await client.authorize({ scope: "User.Read", prompt: "none" })).at).toBe("portal");
});

test("another person's sign-ins are unaffected", async () => {
	const [one, two] = [
		await tenant.createPerson("in-domain"),
		await tenant.createPerson("in-domain"),
	];
	const client = createPortalClient(tenant, PORTAL);
	const tokens = await client.signIn(two.person.userPrincipalName, two.password ?? "", "User.Read");
	tenant.signIns.end(one.person.id, { now: new Date() });
	expect((await client.refresh(tokens.refresh_token, "User.Read")).status).toBe(200);
});

test("a refresh token can be used twice, as by two tabs", async () => {
	const { person, password } = await tenant.createPerson("in-domain");
	const client = createPortalClient(tenant, PORTAL);
	const tokens = await client.signIn(person.userPrincipalName, password ?? "", "User.Read");
	const refresh = () => client.refresh(tokens.refresh_token, "User.Read");
	const answers = await Promise.all([refresh(), refresh()]);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test.each([
	[{ accountEnabled: false }, 50057, "invalid_grant"],
	[{ signInRefusal: "not-assigned" }, 50105, "invalid_grant"],
	[{ signInRefusal: "conditional-access" }, 53003, "interaction_required"],
] as const)("after %o a refresh is refused with AADSTS%i", async (changes, code, error) => {
	const { person, password } = await tenant.createPerson("in-domain");
	const client = createPortalClient(tenant, PORTAL);
	const tokens = await client.signIn(person.userPrincipalName, password ?? "", "User.Read");
	tenant.people.update(person.id, changes);
	const { status, body } = await client.refresh(tokens.refresh_token, "User.Read");
	expect(status).toBe(400);
	expect(body).toMatchObject({ error, error_codes: [code] });
	const silent = await client.authorize({ scope: "User.Read", prompt: "none" });
	expect(silent.at === "portal" && silent.fields.get("error")).toBe("login_required");
});
