import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Person, Template } from "../people.ts";
import { type Arrival, createPortalClient } from "../portal-client.ts";
import { startTenant, type Tenant } from "../tenant.ts";

const PORTAL = "http://localhost:3000";
const NEXT = "Brand-New-99x";

let tenant: Tenant;
const changed = vi.fn<(person: Person, password: string) => void>();
beforeAll(async () => {
	tenant = await startTenant({ port: 0, portalOrigins: [PORTAL], people: [], sync: { changed } });
});
afterAll(() => tenant.stop());

const html = (arrival: Arrival) => (arrival.at === "page" ? arrival.html : "");

async function visitor(template: Template) {
	const { person, password } = await tenant.createPerson(template);
	const client = createPortalClient(tenant, PORTAL);
	const address = tenant.environment.MICROSOFT_CHANGE_URL;
	const form = (old: string, wanted: string, confirmed = wanted) =>
		client.submit(`${address}/change-password`, {
			old_password: old,
			new_password: wanted,
			confirm_password: confirmed,
		});
	const signIn = () =>
		client.submit(`${address}/sign-in`, {
			username: person.mail ?? "",
			password: password ?? "",
		});
	return { person, password: password ?? "", client, address, form, signIn };
}

describe("the account page", () => {
	test("leads from sign-in through profile and tile to the form, and changes the password", async () => {
		const { person, password, client, address, form, signIn } = await visitor("in-domain");
		expect(html(await client.open(address))).toContain("Sign in");
		expect(html(await signIn())).toContain(`${address.slice(tenant.origin.length)}/profile`);
		expect(html(await client.open(`${address}/profile`))).toContain("Change password");
		expect(html(await client.open(`${address}/change-password`))).toContain("Old password");
		expect(html(await form(password, NEXT))).toContain("Your password has been changed");
		expect(tenant.people.isPassword(person.id, NEXT)).toBe(true);
		expect(changed).toHaveBeenLastCalledWith(tenant.people.find(person.id), NEXT);
	});

	test("uses and keeps the sign-in page's session, and revokes the portal's tokens", async () => {
		const { person, password, client, address, form } = await visitor("directory-role");
		const name = person.mail ?? "";
		const { refresh_token: token } = await client.signIn(name, password, "User.Read");
		expect(html(await client.open(address))).toContain(person.displayName);
		await form(password, NEXT);
		expect((await client.refresh(token, "User.Read")).body).toMatchObject({ error_codes: [50173] });
		expect(html(await client.open(address))).toContain(person.displayName);
	});

	test.each([
		["Wrong-Password-1", NEXT, NEXT, "old password is not right"],
		["", "short", "short", "between 8 and 256"],
		["", NEXT, "Another-99x", "must be the same"],
	])("stays with %j, %j, %j", async (old, wanted, confirmed, words) => {
		const { person, password, form, signIn } = await visitor("in-domain");
		await signIn();
		expect(html(await form(old || password, wanted, confirmed))).toContain(words);
		expect(tenant.people.isPassword(person.id, password)).toBe(true);
	});

	test.each<[Template, string]>([
		["guest", "another organisation"],
		["synchronised", "does not let you"],
	])("does not change the password of %s", async (template, words) => {
		const { person, password, form, signIn } = await visitor(template);
		await signIn();
		expect(html(await form(password, NEXT))).toContain(words);
		expect(tenant.people.isPassword(person.id, password)).toBe(true);
	});

	test("refuses wrong passwords and disabled accounts", async () => {
		const { person, client, address, signIn } = await visitor("disabled");
		expect(html(await signIn())).toContain("AADSTS50057");
		const wrong = { username: person.mail ?? "", password: "Wrong-1" };
		expect(html(await client.submit(`${address}/sign-in`, wrong))).toContain("AADSTS50126");
		expect(html(await client.open(`${address}/profile`))).toContain('name="username"');
	});

	test("accepts no form from another site", async () => {
		const { address } = await visitor("in-domain");
		const headers = { origin: "https://elsewhere.example" };
		const response = await fetch(`${address}/change-password`, { method: "POST", headers });
		expect(response.status).toBe(403);
	});
});
