import { describe, expect, test } from "vitest";
import { crowdId } from "../directory/crowd.ts";
import { ROLES } from "../directory/roles.ts";
import type { Person, Template } from "../people.ts";
import { CHANGE, expectError, openGraph } from "./graph-fixture.ts";

const { tenant, call, changed, signedIn } = openGraph();

const EXPIRE = { passwordProfile: { forceChangePasswordNextSignIn: true } };

function expire(token: string, id: string, body: unknown = EXPIRE): Promise<Response> {
	const headers = { "content-type": "application/json" };
	return call(token, `/users/${id}`, { method: "PATCH", headers, body: JSON.stringify(body) });
}

const isExpired = (id: string) => tenant().people.find(id)?.forceChangePasswordNextSignIn;

describe("a password is expired", () => {
	const member: Template = "in-domain";
	test.each<[Template, Template, number]>([
		["helpdesk-administrator", member, 204],
		["directory-role", member, 204],
		["global-administrator", member, 204],
		["helpdesk", member, 403],
		["helpdesk-reader", member, 403],
		["in-domain", member, 403],
		["helpdesk-administrator", "directory-role", 403],
		["directory-role", "helpdesk-administrator", 403],
		["global-administrator", "directory-role", 204],
		["global-administrator", "guest", 403],
		["global-administrator", "synchronised", 400],
	])("by %s for %s: %d", async (agent, target, status) => {
		const { token } = await signedIn(agent, CHANGE);
		const { person } = await tenant().createPerson(target);
		expect((await expire(token, person.id)).status).toBe(status);
		expect(isExpired(person.id)).toBe(status === 204);
	});

	test.each([
		["reportsReader", 204],
		["guestInviter", 204],
		["helpdeskAdministrator", 403],
	] as const)("for a holder of %s: %i", async (role, status) => {
		const { token } = await signedIn("directory-role", CHANGE);
		const directoryRoles = [ROLES[role].templateId];
		const { person } = await tenant().createPerson(member, { directoryRoles });
		expect((await expire(token, person.id)).status).toBe(status);
	});

	test("by nobody for members of a restricted administrative unit", async () => {
		const { token } = await signedIn("global-administrator", CHANGE);
		const { person } = await tenant().createPerson(member, { isManagementRestricted: true });
		expect((await expire(token, person.id)).status).toBe(403);
	});

	test.each(["members", "owners"])(
		"only by the two highest roles for %s of a role-assignable group",
		async (as) => {
			const { person } = await tenant().createPerson(member);
			const people = { members: [], owners: [], [as]: [person.id] };
			tenant().groups.add({ displayName: "Protected", isAssignableToRole: true, ...people });
			const lower = await signedIn("directory-role", CHANGE);
			const highest = await signedIn("global-administrator", CHANGE);
			expect((await expire(lower.token, person.id)).status).toBe(403);
			expect((await expire(highest.token, person.id)).status).toBe(204);
		},
	);

	test("only with its scope", async () => {
		const { token } = await signedIn("helpdesk-administrator", "User.Read.All");
		expect((await expire(token, crowdId(2))).status).toBe(403);
	});

	test("and nothing else of a user is changed", async () => {
		const { token } = await signedIn("global-administrator", CHANGE);
		const body = { ...EXPIRE, displayName: "Mallory" };
		await expectError(await expire(token, crowdId(2), body), 400, "Request_BadRequest", "practice");
		expect(isExpired(crowdId(2))).toBe(false);
	});

	test("only in the answer, if the tenant simulates Graph's old bug", async () => {
		const { token, person: agent } = await signedIn("helpdesk-administrator", CHANGE);
		const fault = { kind: "no-effect", times: 1 } as const;
		tenant().faults.set({ personId: agent.id, targetId: crowdId(4), fault });
		expect((await expire(token, crowdId(4))).status).toBe(204);
		expect(isExpired(crowdId(4))).toBe(false);
		expect((await expire(token, crowdId(4))).status).toBe(204);
		expect(isExpired(crowdId(4))).toBe(true);
	});

	test("and read back later, if reads lag", async () => {
		const { token } = await signedIn("helpdesk-administrator", `${CHANGE} User.Read.All`);
		const read = async () => {
			const response = await call(token, `/users/${crowdId(6)}?$select=passwordProfile`);
			return ((await response.json()) as { passwordProfile: object }).passwordProfile;
		};
		tenant().faults.set({ operation: "user", fault: { kind: "lag", ms: 60_000 } });
		await expire(token, crowdId(6));
		expect(await read()).toMatchObject({ forceChangePasswordNextSignIn: false });
		tenant().faults.clear();
		expect(await read()).toMatchObject({ forceChangePasswordNextSignIn: true });
		expect(await read()).toMatchObject({ password: null });
	});
});

describe("a password is set", () => {
	const TEMPORARY = "Lantern-Biscuit-31";
	const set = (token: string, id: string, password: unknown = TEMPORARY, force = true) =>
		expire(token, id, { passwordProfile: { forceChangePasswordNextSignIn: force, password } });

	test("has to be changed at the next sign-in, and revokes all earlier sign-ins", async () => {
		const { token } = await signedIn("directory-role", CHANGE);
		const held = await signedIn("in-domain", "User.Read offline_access");
		const { id, lastPasswordChangeDateTime: before } = held.person;
		changed.mockClear();
		expect((await set(token, id)).status).toBe(204);
		expect(changed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id }), TEMPORARY);
		expect(isExpired(id)).toBe(true);
		expect(tenant().people.isPassword(id, TEMPORARY)).toBe(true);
		expect(tenant().people.isPassword(id, held.password)).toBe(false);
		const now = tenant().people.find(id)?.lastPasswordChangeDateTime ?? "";
		expect(Date.parse(now)).toBeGreaterThan(Date.parse(before));
		const refreshed = await held.client.refresh(held.tokens.refresh_token, "User.Read");
		expect(refreshed).toMatchObject({ status: 400, body: { error_codes: [50173] } });
	});

	test.each<[Template, Template, number]>([
		["helpdesk", "in-domain", 403],
		["helpdesk-reader", "in-domain", 403],
		["directory-role", "helpdesk-administrator", 403],
		["global-administrator", "directory-role", 204],
		["global-administrator", "guest", 403],
		["global-administrator", "external-member", 403],
		["global-administrator", "synchronised", 400],
		["directory-role", "passwordless", 204],
	])("by %s for %s: %d", async (agent, target, status) => {
		const { token } = await signedIn(agent, CHANGE);
		const { person } = await tenant().createPerson(target);
		expect((await set(token, person.id)).status).toBe(status);
		expect(tenant().people.isPassword(person.id, TEMPORARY)).toBe(status === 204);
	});

	test.each([
		["a short one", "Ab-1"],
		["one that is easily guessed", "Password1!"],
		["one with two kinds of characters", "lanternbiscuit"],
	])("by the rules of a change: not %s", async (_what, password) => {
		const { token } = await signedIn("directory-role", CHANGE);
		const { person } = await tenant().createPerson("in-domain");
		await expectError(await set(token, person.id, password), 400, "Request_BadRequest", "comply");
		expect(tenant().people.find(person.id)).toEqual(person);
	});

	test("only as text, and only with its scope", async () => {
		const { token } = await signedIn("directory-role", CHANGE);
		expect((await set(token, crowdId(8), 12345678)).status).toBe(400);
		const reader = await signedIn("directory-role", "User.Read.All");
		expect((await set(reader.token, crowdId(8))).status).toBe(403);
	});
});

test("the profile can only be read with its own scope", async () => {
	const path = `/users/${crowdId(10)}?$select=passwordProfile`;
	const { token } = await signedIn("helpdesk", "User.Read.All");
	expect(await (await call(token, path)).json()).toMatchObject({ passwordProfile: null });
});

test("the token of somebody with several roles lists them all", async () => {
	const { globalAdministrator, passwordAdministrator } = ROLES;
	const directoryRoles = [globalAdministrator, passwordAdministrator].map((r) => r.templateId);
	const { token, person } = await signedIn("in-domain", "User.Read");
	tenant().people.update(person.id, { directoryRoles } satisfies Partial<Person>);
	const path = "/me/transitiveMemberOf";
	const { value } = (await (await call(token, path)).json()) as { value: object[] };
	expect(value).toHaveLength(2);
});
