import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { json } from "../http/call.ts";
import type { Person } from "../people.ts";
import { createPortalClient } from "../portal-client.ts";
import { startTenant, type Tenant } from "../tenant.ts";

const PORTAL = "http://localhost:3000";

let tenant: Tenant;
const expired = vi.fn<(person: Person) => void>();
beforeAll(async () => {
	tenant = await startTenant({
		port: 0,
		portalOrigins: [PORTAL],
		sync: { expired },
		extra: async ({ url }) =>
			url.pathname === "/practice/domain" ? json(200, { state: "fine" }) : undefined,
		sections: async () => [{ title: "Managed domain", content: { html: "<p>Both are up.</p>" } }],
	});
});
afterAll(() => tenant.stop());

async function control(method: string, path: string, body?: unknown, headers = {}) {
	const response = await fetch(`${tenant.origin}/practice${path}`, {
		method,
		headers,
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

describe("people", () => {
	test("a change that expires the password is forwarded once", async () => {
		const { person } = await tenant.createPerson("in-domain");
		const change = { forceChangePasswordNextSignIn: true };
		expect((await control("PATCH", `/people/${person.id}`, change)).status).toBe(200);
		await control("PATCH", `/people/${person.id}`, change);
		expect(expired).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: person.id }));
		expect((await control("PATCH", "/people/nobody", change)).status).toBe(404);
	});

	test("sign-ins can be ended", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const client = createPortalClient(tenant, PORTAL);
		const tokens = await client.signIn(person.userPrincipalName, password ?? "", "User.Read");
		expect((await control("POST", `/people/${person.id}/sign-out`)).status).toBe(204);
		const { body } = await client.refresh(tokens.refresh_token, "User.Read");
		expect(body.error_codes).toEqual([50173]);
	});

	test.each([
		[{ template: "unheard-of" }],
		[{ template: "in-domain", overrides: { shoeSize: 44 } }],
		[{}],
	])("%j is refused", async (body) => {
		expect((await control("POST", "/people", body)).status).toBe(400);
	});
});

describe("switches", () => {
	test("a scrambled password moves the date of the last change and is known to nobody", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const { body } = await control("POST", `/people/${person.id}/scramble`);
		const { lastPasswordChangeDateTime: day } = body as typeof person;
		expect(Date.parse(day)).toBeGreaterThan(Date.parse(person.lastPasswordChangeDateTime));
		expect(tenant.people.isPassword(person.id, password ?? "")).toBe(false);
		expect((await control("POST", "/people/nobody/scramble")).status).toBe(404);
	});

	test("unknown paths and invalid JSON are refused, and further controls can be added", async () => {
		expect((await control("GET", "/unheard-of")).status).toBe(404);
		expect((await control("POST", "/faults")).status).toBe(400);
		expect((await control("GET", "/domain")).body).toEqual({ state: "fine" });
	});
});

describe("the request log", () => {
	test("records who requested what, and whether a password was included", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const before = tenant.requests.entries().length;
		const client = createPortalClient(tenant, PORTAL);
		const tokens = await client.signIn(person.userPrincipalName, password ?? "", "User.Read");
		await client.refresh(tokens.refresh_token, "User.Read");
		const body = (await control("GET", "/requests")).body.slice(before);
		const seen = (body as { method: string; path: string; carriedPassword: boolean }[]).map(
			(entry) => [entry.method, entry.path.split("/").at(-1)?.slice(0, 9), entry.carriedPassword],
		);
		expect(seen).toEqual([
			["GET", "authorize", false],
			["GET", expect.any(String), false],
			["POST", expect.any(String), true],
			["GET", expect.any(String), false],
			["POST", "token", false],
			["POST", "token", false],
		]);
		expect(body.at(-1)).toMatchObject({ status: 200, personId: person.id });
		expect(JSON.stringify(body)).not.toContain(password);
	});

	test.each([
		["in a form", (password: string) => `note=typed+${encodeURIComponent(password)}`],
		["in JSON", (password: string) => JSON.stringify({ deep: [{ note: `:${password}` }] })],
	])("finds a password %s", async (_where, bodyWith) => {
		const password = `Quote"-Slash/-${Math.random()}`;
		await control("POST", "/people", { template: "in-domain", overrides: { password } });
		await fetch(`${tenant.origin}/anywhere`, { method: "POST", body: bodyWith(password) });
		expect(tenant.requests.entries().at(-1)).toMatchObject({
			path: "/anywhere",
			carriedPassword: true,
		});
	});

	test("finds a password in a URL", async () => {
		await fetch(`${tenant.origin}/anywhere?p=${encodeURIComponent("Copper-Meadow-58")}`);
		expect(tenant.requests.entries().at(-1)).toMatchObject({ carriedPassword: true });
	});
});

describe("from elsewhere", () => {
	test.each([
		[{ origin: PORTAL }, 403],
		[{ "sec-fetch-site": "cross-site" }, 403],
		[{ "sec-fetch-site": "same-site" }, 403],
		[{ "sec-fetch-site": "same-origin" }, 200],
		[{ "sec-fetch-site": "none" }, 200],
		[{ origin: "null" }, 403],
	])("with %j the controls answer %i", async (headers, status) => {
		expect((await control("GET", "/requests", undefined, headers)).status).toBe(status);
	});

	test("another host name gets no answer", async () => {
		const status = await new Promise<number | undefined>((resolve) => {
			const headers = { host: "rebound.example.com" };
			request(`${tenant.origin}/`, { headers }, (response) => {
				response.resume();
				resolve(response.statusCode);
			}).end();
		});
		expect(status).toBe(421);
	});
});

describe("a password from the on-premises network", () => {
	test("arrives in Entra when released, and ends no sign-in", async () => {
		const { person, password } = await tenant.createPerson("synchronised");
		const client = createPortalClient(tenant, PORTAL);
		const name = person.userPrincipalName;
		const { refresh_token: token } = await client.signIn(name, password ?? "", "User.Read");
		const change = { password: "Set-On-Site-27", held: true };
		const path = `/people/${person.id}`;
		expect((await control("POST", `${path}/on-premises`, change)).status).toBe(204);
		expect(tenant.people.isPassword(person.id, change.password)).toBe(false);
		expect((await control("POST", `${path}/on-premises-sync`)).status).toBe(204);
		expect(tenant.people.isPassword(person.id, change.password)).toBe(true);
		const { lastPasswordChangeDateTime: at } = tenant.people.find(person.id) ?? person;
		expect(at > person.lastPasswordChangeDateTime).toBe(true);
		expect((await client.refresh(token, "User.Read")).status).toBe(200);
		expect((await control("POST", `${path}/on-premises-sync`)).status).toBe(409);
	});

	test("is refused for people who are not synchronised", async () => {
		const { person } = await tenant.createPerson("in-domain");
		const change = { password: "Set-On-Site-27" };
		expect((await control("POST", `/people/${person.id}/on-premises`, change)).status).toBe(409);
	});
});

describe("the control page", () => {
	test("lists people, their passwords and the added sections", async () => {
		const page = await (await fetch(tenant.origin)).text();
		for (const words of ["Mateo Rivera", "Copper-Meadow-58", "Managed domain", "Both are up."]) {
			expect(page).toContain(words);
		}
	});

	test("sets a password from the on-premises network with a plain form", async () => {
		const { person } = await tenant.createPerson("synchronised");
		const fields = new URLSearchParams({ person: person.id, password: "Set-On-Site-28" });
		await fetch(`${tenant.origin}/practice/forms/on-premises`, { method: "POST", body: fields });
		const isSet = () => tenant.people.isPassword(person.id, "Set-On-Site-28");
		await expect.poll(isSet).toBe(true);
	});

	test("sets faults and consent with plain forms", async () => {
		const post = (form: string, fields: string) =>
			fetch(`${tenant.origin}/practice/forms/${form}`, {
				method: "POST",
				redirect: "manual",
				body: new URLSearchParams(fields),
			});
		await post("no-faults", "");
		const set = await post("fault", "kind=slow&operation=me&person=all&amount=1500&times=2");
		expect(set.headers.get("location")).toBe("/");
		const [rule] = tenant.faults.list();
		expect(rule).toMatchObject({ operation: "me", fault: { kind: "slow", ms: 1500, times: 2 } });
		await post("consent", "scope=User.Read&scope=User.Read.All");
		expect([...tenant.consent]).toEqual(["User.Read", "User.Read.All"]);
		const page = await (await fetch(tenant.origin)).text();
		expect(page).toContain("slow, ms 1500, on me, for everybody, 2 more times");
		await post("fault", "kind=slow&operation=me&person=all&amount=1500&times=1");
		const once = await (await fetch(tenant.origin)).text();
		expect(once).toContain("for everybody, once more<");
	});
});
