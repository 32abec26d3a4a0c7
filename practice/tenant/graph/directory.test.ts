import { describe, expect, test } from "vitest";
import { crowdId } from "../directory/crowd.ts";
import { SAMPLE_GROUPS } from "../directory/sample-groups.ts";
import { expectError, openGraph } from "./graph-fixture.ts";

const { tenant, call, signedIn } = openGraph();
const READS = "User.Read.All GroupMember.Read.All RoleManagement.Read.Directory";
const EVENTUAL = { headers: { ConsistencyLevel: "eventual" } };
const { middle, large, deleted } = SAMPLE_GROUPS;

type Page = {
	value: Record<string, unknown>[];
	"@odata.nextLink"?: string;
	"@odata.count"?: number;
};

async function agent(scope = READS) {
	const { token } = await signedIn("helpdesk-administrator", scope);
	const read = async (path: string, init?: RequestInit): Promise<Page> => {
		const response = await call(token, path, init);
		expect(response.status, path).toBe(200);
		return (await response.json()) as Page;
	};
	return { token, read };
}

const namesOf = ({ value }: Page): unknown[] => value.map(({ displayName }) => displayName);

describe("GET /groups", () => {
	test.each([
		['"displayName:emp"', ["All employees"]],
		['"displayName:NORTH reg"', ["Northern region"]],
		['"displayName:loyees"', []],
		['"displayName:sales" OR "displayName:willow"', ["Sales", "Project Willow"]],
	])("a search for %s finds %o", async (search, found) => {
		const { read } = await agent();
		const query = new URLSearchParams({ $search: search, $count: "true", $select: "displayName" });
		const page = await read(`/groups?${query}`, EVENTUAL);
		expect(namesOf(page)).toEqual(found);
		expect(page["@odata.count"]).toBe(found.length);
	});

	test("cannot be searched without the header", async () => {
		const { token } = await agent();
		const response = await call(token, '/groups?$search="displayName:x"');
		await expectError(response, 400, "Request_UnsupportedQuery", "ConsistencyLevel");
	});

	test("a deleted group does not exist", async () => {
		const { token } = await agent();
		const words = `Resource '${deleted}' does not exist`;
		for (const path of [`/groups/${deleted}`, `/groups/${deleted}/members`]) {
			await expectError(await call(token, path), 404, "Request_ResourceNotFound", words);
		}
	});
});

describe("the members of a group", () => {
	test("come in pages, each once", async () => {
		const { read } = await agent();
		const ids = new Set<unknown>();
		let path = `/groups/${large}/members/microsoft.graph.user?$select=id&$top=999&$count=true`;
		let pages = 0;
		for (let next: string | undefined = path; next !== undefined; pages += 1) {
			const page: Page = await read(path, EVENTUAL);
			if (pages === 0) expect(page["@odata.count"]).toBe(20_000);
			for (const { id } of page.value) ids.add(id);
			next = page["@odata.nextLink"];
			path = next?.slice(`${tenant().origin}/v1.0`.length) ?? "";
		}
		expect(pages).toBe(21);
		expect(ids.size).toBe(20_000);
	});

	test("continue after somebody has left meanwhile", async () => {
		const { read } = await agent();
		const people = [1, 2, 3, 4].map(crowdId);
		const { id } = tenant().groups.add({ displayName: "Four", members: people });
		const first = await read(`/groups/${id}/members?$select=id&$top=2`);
		tenant().groups.removeMember(id, crowdId(1));
		const next = first["@odata.nextLink"]?.slice(`${tenant().origin}/v1.0`.length) ?? "";
		expect((await read(next)).value.map((one) => one.id)).toEqual(people.slice(2));
	});

	test("include a nested group as a group, and the cast to users excludes it", async () => {
		const { read } = await agent();
		const members = [crowdId(1), middle];
		const { id } = tenant().groups.add({ displayName: "Nested", members });
		const types = (await read(`/groups/${id}/members`)).value.map((one) => one["@odata.type"]);
		expect(types).toEqual(["#microsoft.graph.user", "#microsoft.graph.group"]);
		const users = await read(
			`/groups/${id}/members/microsoft.graph.user?$select=id&$count=true`,
			EVENTUAL,
		);
		expect(users.value).toHaveLength(1);
	});

	test.each([
		["nothing", "", {}],
		["the header alone", "", EVENTUAL],
		["the count alone", "?$count=true", {}],
	])("are refused as a cast with %s", async (_what, query, init) => {
		const { token } = await agent();
		const cast = `/groups/${middle}/members/microsoft.graph.user${query}`;
		await expectError(await call(token, cast, init), 400, "Request_UnsupportedQuery", "cast");
	});

	test("have only ids without the scope to read users", async () => {
		const { read } = await agent("GroupMember.Read.All");
		const { value } = await read(`/groups/${middle}/members?$select=id,displayName&$top=1`);
		expect(value).toMatchObject([{ id: crowdId(1), displayName: null }]);
	});

	test.each(["0", "1000", "many"])("are refused in pages of %s", async (size) => {
		const { token } = await agent();
		const response = await call(token, `/groups/${middle}/members?$top=${size}`);
		await expectError(response, 400, "Request_UnsupportedQuery", "Invalid page size");
	});
});

describe("GET /users", () => {
	test.each([
		[{ $filter: `userPrincipalName eq 'b.abdi1@aaddscontoso.com'` }, 1],
		[{ $search: '"userPrincipalName:b.abdi1@"' }, 1],
		[{ $search: '"displayName:Bao Abdi" AND "userPrincipalName:b.abdi1@"' }, 1],
	])("with %o finds %d", async (query, count) => {
		const { read } = await agent();
		expect((await read(`/users?${new URLSearchParams(query)}`, EVENTUAL)).value).toHaveLength(
			count,
		);
	});

	test.each([
		"not(startswith(displayName,'B'))",
		"displayName eq 'Bao' or true",
		"startswith(displayName,'B') and accountEnabled eq true",
	])("refuses unsupported filters: %s", async (filter) => {
		const { token } = await agent();
		const response = await call(token, `/users?${new URLSearchParams({ $filter: filter })}`);
		await expectError(response, 400, "BadRequest", "Invalid filter clause");
	});

	test("returns one by id or name, and nobody who was removed", async () => {
		const { token, read } = await agent();
		const { person } = await tenant().createPerson("in-domain");
		const one = await read(`/users/${person.userPrincipalName}?$select=id,accountEnabled`);
		expect(one).toMatchObject({ id: person.id, accountEnabled: true });
		tenant().people.remove(person.id);
		expect((await call(token, `/users/${person.id}`)).status).toBe(404);
	});

	test("needs its scope for others, but not for oneself", async () => {
		const { token, person } = await signedIn("in-domain", "User.Read");
		expect((await call(token, `/users/${person.id}`)).status).toBe(200);
		expect((await call(token, `/users/${crowdId(1)}`)).status).toBe(403);
		expect((await call(token, "/users")).status).toBe(403);
	});
});

describe("directory roles", () => {
	test("list their holders, by template", async () => {
		const { read } = await agent();
		const { person } = await tenant().createPerson("directory-role");
		const { value } = await read("/directoryRoles");
		const role = value.find(({ displayName }) => displayName === "User Administrator");
		const holders = await read(`/directoryRoles/${role?.id}/members`);
		const ids = holders.value.map(({ id }) => id);
		expect(ids).toContain(person.id);
		expect(ids).toContain(crowdId(13));
		expect(ids).not.toContain(crowdId(14));
	});

	test("can only be read with their scope", async () => {
		const { token } = await agent("User.Read.All");
		expect((await call(token, "/directoryRoles")).status).toBe(403);
	});
});
