import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Person, Template } from "../people.ts";
import { type Arrival, createPortalClient, type PortalClient } from "../portal-client.ts";
import { startTenant, type Tenant } from "../tenant.ts";

const PORTAL = "http://localhost:3000";
const CORRELATION = "0b7f5b30-0000-4000-8000-000000000001";

let now = new Date("2026-11-22T10:00:00Z");
let tenant: Tenant;
let client: PortalClient;
const changed = vi.fn<(person: Person, password: string) => void>();

beforeEach(async () => {
	now = new Date("2026-11-22T10:00:00Z");
	changed.mockClear();
	tenant = await startTenant({
		port: 0,
		portalOrigins: [PORTAL],
		people: [],
		sync: { changed },
		now: () => now,
	});
	client = createPortalClient(tenant, PORTAL);
});
afterEach(() => tenant.stop());

async function openPage(more: Record<string, string> = {}) {
	const page = await client.authorize({ scope: "User.Read", ...more });
	if (page.at !== "page") throw new Error(`No sign-in page: ${page.fields}`);
	return page;
}

/** A person from a template, and the sign-in page submitted with their password. */
async function attempt(template: Template): Promise<{ person: Person; arrival: Arrival }> {
	const { person, password } = await tenant.createPerson(template);
	const { url } = await openPage({ "client-request-id": CORRELATION });
	const fields = { username: person.mail ?? "", password: password ?? "", action: "password" };
	return { person, arrival: await client.submit(url, fields) };
}

describe("the sign-in page", () => {
	test("says that it is not Microsoft's, and fills in the hinted name", async () => {
		const page = await openPage({ login_hint: "somebody@aaddscontoso.com" });
		expect(page.html).toContain("this is not Microsoft");
		expect(page.html).toContain('value="somebody@aaddscontoso.com"');
	});

	test("escapes a hint", async () => {
		const page = await openPage({ login_hint: '"><script>alert(1)</script>' });
		expect(page.html).not.toContain("<script>");
	});

	test.each([["Wrong-Password-1"], [""]])("stays when the password is %j", async (password) => {
		const { person } = await tenant.createPerson("in-domain");
		const { url } = await openPage();
		const page = await client.submit(url, { username: person.userPrincipalName, password });
		expect(page.at === "page" && page.html).toContain("AADSTS50126");
		expect(page.at === "page" && page.html).toContain("<title>Error: ");
		if (password !== "") expect(page.at === "page" && page.html).not.toContain(password);
	});

	test("treats an unknown name like a wrong password", async () => {
		const { url } = await openPage();
		const page = await client.submit(url, { username: "nobody@example.com", password: "x" });
		expect(page.at === "page" && page.html).toContain("AADSTS50126");
	});

	test("locks for a minute after ten wrong passwords, for the right one too", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const { url } = await openPage();
		const submit = (typed: string) =>
			client.submit(url, { username: person.userPrincipalName, password: typed });
		for (let number = 1; number <= 9; number += 1) await submit(`Wrong-${number}`);
		const tenth = await submit("Wrong-10");
		expect(tenth.at === "page" && tenth.html).toContain("AADSTS50053");
		const right = await submit(password ?? "");
		expect(right.at === "page" && right.html).toContain("AADSTS50053");
		now = new Date("2026-11-22T10:01:00Z");
		expect((await submit(password ?? "")).at).toBe("portal");
	});

	test("when cancelled, returns with the error of a user who declined", async () => {
		const { url } = await openPage();
		const back = await client.open(`${url}/cancel`);
		if (back.at !== "portal") throw new Error(back.html);
		expect(back.fields.get("error")).toBe("access_denied");
		expect(back.fields.get("error_subcode")).toBe("cancel");
		expect(back.fields.get("error_description")).toMatch(/^AADSTS65004: /);
	});

	test("is gone without its cookie, and says what to do", async () => {
		const { url } = await openPage();
		const stranger = await createPortalClient(tenant, PORTAL).open(url);
		expect(stranger).toMatchObject({ at: "page", status: 400 });
		expect(stranger.at === "page" && stranger.html).toContain(`href="${PORTAL}/"`);
	});
});

describe("the account picker", () => {
	const names = async () => {
		const people = [await tenant.createPerson("in-domain"), await tenant.createPerson("guest")];
		for (const { person, password } of people) {
			const { url } = await openPage({ prompt: "login" });
			await client.submit(url, { username: person.mail ?? "", password: password ?? "" });
		}
		return people.map(({ person }) => person.mail ?? "");
	};

	test("lists accounts that signed in here, and continues at once for a signed-in one", async () => {
		const [first = "", latest = ""] = await names();
		const { url, html } = await openPage({ prompt: "select_account" });
		expect(html).toContain("Pick an account");
		expect(html.indexOf(latest)).toBeLessThan(html.indexOf(`>${first}<`));
		const back = await client.submit(url, { action: "continue" });
		expect(back.at === "portal" && back.fields.get("code")).toBeTruthy();
	});

	test("asks for another account's password, and for both fields of a new one", async () => {
		const [first = ""] = await names();
		const { url } = await openPage({ prompt: "select_account" });
		const named = await client.open(`${url}?as=${encodeURIComponent(first)}`);
		expect(named.at === "page" && named.html).toContain(`value="${first}"`);
		const other = await client.open(`${url}?as=`);
		expect(other.at === "page" && other.html).toMatch(/name="username"[^>]*value=""/);
	});

	test("is skipped if nobody has signed in here", async () => {
		expect((await openPage({ prompt: "select_account" })).html).toContain('name="password"');
	});
});

describe("a sign-in that is refused", () => {
	test.each([
		["disabled", "access_denied", 50057],
		["not-assigned", "access_denied", 50105],
		["conditional-access", "interaction_required", 53003],
	] as const)("for %s returns %s with AADSTS%i", async (template, error, code) => {
		const { arrival } = await attempt(template);
		if (arrival.at !== "portal") throw new Error(arrival.html);
		expect(arrival.fields.get("error")).toBe(error);
		expect(arrival.fields.get("state")).toBe("any");
		expect(arrival.fields.get("error_description")).toMatch(
			new RegExp(
				`^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: ${CORRELATION} Timestamp: 2026-11-22 10:00:00Z$`,
			),
		);
		const silent = await client.authorize({ scope: "User.Read", prompt: "none" });
		expect(silent.at === "portal" && silent.fields.get("error")).toBe("login_required");
	});

	test("is not revealed without the password", async () => {
		const { person } = await tenant.createPerson("disabled");
		const { url } = await openPage();
		const page = await client.submit(url, { username: person.userPrincipalName, password: "x" });
		expect(page.at === "page" && page.html).toContain("AADSTS50126");
	});
});

describe("somebody without a password", () => {
	test("signs in only with a passkey", async () => {
		const { person } = await tenant.createPerson("passwordless");
		const { url } = await openPage();
		const fields = { username: person.userPrincipalName, password: "" };
		expect((await client.submit(url, { ...fields, action: "password" })).at).toBe("page");
		expect((await client.submit(url, { ...fields, action: "passkey" })).at).toBe("portal");
	});

	test("differs from somebody with one", async () => {
		const { person } = await tenant.createPerson("in-domain");
		const { url } = await openPage();
		const fields = { username: person.userPrincipalName, password: "", action: "passkey" };
		expect((await client.submit(url, fields)).at).toBe("page");
	});
});

describe("an expired password", () => {
	async function openUpdate() {
		const { person, password } = await tenant.createPerson("must-change");
		const { url } = await openPage();
		const username = person.userPrincipalName;
		const page = await client.submit(url, { username, password: password ?? "" });
		if (page.at !== "page") throw new Error("No page to update the password");
		expect(page.html).toContain("Update your password");
		const update = (fields: Record<string, string>) =>
			client.submit(url, { username, password: password ?? "", action: "update", ...fields });
		return { person, update, old: password ?? "" };
	}

	test("is changed during sign-in, which counts as a change", async () => {
		const { person, update } = await openUpdate();
		const wanted = "Brand-New-99x";
		const back = await update({ new_password: wanted, confirm_password: wanted });
		if (back.at !== "portal") throw new Error(back.html);
		expect(changed).toHaveBeenCalledWith(expect.objectContaining({ id: person.id }), wanted);
		expect(tenant.people.find(person.id)).toMatchObject({
			forceChangePasswordNextSignIn: false,
			lastPasswordChangeDateTime: "2026-11-22T10:00:00Z",
		});
		const { body } = await client.redeem(back.fields.get("code") ?? "", "User.Read");
		expect((await client.refresh(body.refresh_token, "User.Read")).status).toBe(200);
	});

	test.each([
		[{ new_password: "short", confirm_password: "short" }, "between 8 and 256"],
		[{ new_password: "alllowercase", confirm_password: "alllowercase" }, "three of"],
		[{ new_password: "Yuki-Is-Here-1", confirm_password: "Yuki-Is-Here-1" }, "your name"],
		[{ new_password: "Password1!", confirm_password: "Password1!" }, "easy to guess"],
		[{ new_password: "Brand-New-99x", confirm_password: "Brand-New-99y" }, "must be the same"],
		[{ password: "Wrong-1" }, "AADSTS50126"],
	])("stays with %o", async (fields, words) => {
		const { update } = await openUpdate();
		const page = await update(fields);
		expect(page.at === "page" && page.html).toContain(words);
		expect(changed).not.toHaveBeenCalled();
	});

	test("is changed despite a session, which continues", async () => {
		const { person, password } = await tenant.createPerson("in-domain");
		const old = password ?? "";
		await client.signIn(person.userPrincipalName, old, "User.Read");
		const elsewhere = createPortalClient(tenant, PORTAL);
		await elsewhere.signIn(person.userPrincipalName, old, "User.Read");
		tenant.people.update(person.id, { forceChangePasswordNextSignIn: true });
		const { url } = await openPage({ prompt: "login" });
		const wanted = "Brand-New-99x";
		const back = await client.submit(url, {
			username: person.userPrincipalName,
			password: old,
			action: "update",
			new_password: wanted,
			confirm_password: wanted,
		});
		expect(back.at).toBe("portal");
		const silent = { scope: "User.Read", prompt: "none" };
		const here = await client.authorize(silent);
		expect(here.at === "portal" && here.fields.has("code")).toBe(true);
		const there = await elsewhere.authorize(silent);
		expect(there.at === "portal" && there.fields.get("error")).toBe("login_required");
	});

	test("is not accepted again", async () => {
		const { update, old } = await openUpdate();
		const page = await update({ new_password: old, confirm_password: old });
		expect(page.at === "page" && page.html).toContain("must differ");
	});
});
