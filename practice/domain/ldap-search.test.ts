import { type Client, EqualityFilter, OrFilter } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byId, byOctets, type ExampleDomain, find, startExampleDomain } from "./example-domain.ts";
import { person } from "./example-people.ts";
import { guidBytes } from "./guid-bytes.ts";

const people = Array.from({ length: 2500 }, (_, i) => person(i + 1));
const dana = person(1);

let example: ExampleDomain;
let dc1: Client;
let dc2: Client;

beforeAll(async () => {
	example = await startExampleDomain();
	await example.domain.addMany("dc1", people, "old");
	await example.domain.addMany("dc2", people.slice(0, 10), "none");
	dc1 = await example.signIn("dc1");
	dc2 = await example.signIn("dc2");
});
afterAll(() => example.end());

describe("finding accounts", () => {
	test.each([
		["by object id", byId(dana.id)],
		["by object id in octets", byOctets(dana.id)],
		["by user principal name", "(userPrincipalName=Person1@AADDSCONTOSO.com)"],
		["by account name", "(&(objectClass=user)(sAMAccountName=person1))"],
	])("%s", async (_, filter) => {
		const found = await find(dc1, filter, { attributes: ["displayName", "msDS-AzureADObjectId"] });
		expect(found).toEqual([
			{
				dn: "CN=Person 1,OU=AADDC Users,DC=aaddscontoso,DC=com",
				displayName: "Person 1",
				"msDS-AzureADObjectId": guidBytes(dana.id),
			},
		]);
	});

	test("by objectGUID, once known", async () => {
		const [known] = await find(dc1, byId(dana.id), { attributes: ["objectGUID"] });
		const value = known?.objectGUID as Buffer;
		const [found] = await find(dc1, new EqualityFilter({ attribute: "objectGUID", value }));
		expect(found?.cn).toBe("Person 1");
	});

	test.each([
		["strings", byId],
		["octets", byOctets],
	])("a hundred at once, by %s", async (_, equality) => {
		const asked = people.slice(1000, 1100);
		const filter = new OrFilter({ filters: asked.map(({ id }) => equality(id)) });
		const found = await find(dc1, filter, { attributes: ["msDS-aadObjectId"] });
		expect(found.map((entry) => entry["msDS-aadObjectId"])).toEqual(asked.map(({ id }) => id));
	});

	test("nothing if the account is absent", async () => {
		expect(await find(dc1, byId(person(9999).id))).toEqual([]);
		expect(await find(dc2, byId(person(11).id))).toEqual([]);
	});

	test("nothing by constructed attributes, as on a real controller", async () => {
		const attributes = ["msDS-KeyVersionNumber"];
		const [entry] = await find(dc1, byId(dana.id), { attributes });
		expect(entry).toMatchObject({ "msDS-KeyVersionNumber": "1" });
		expect(await find(dc1, "(msDS-KeyVersionNumber=1)")).toEqual([]);
	});

	test("all of them in pages; an unpaged search ends at 1,000", async () => {
		const attributes = ["cn"];
		const filter = "(objectClass=user)";
		const paged = await find(dc1, filter, { attributes, paged: { pageSize: 700 } });
		expect(new Set(paged.map(({ dn }) => dn)).size).toBe(people.length + 1); // and the service account
		await expect(find(dc1, filter, { attributes })).rejects.toMatchObject({ code: 4 });
	});

	test("below a base, by scope", async () => {
		const search = (base: string, scope: "base" | "one" | "sub") =>
			dc2.search(base, { scope, filter: "(objectClass=*)", attributes: ["1.1"] });
		const count = async (...asked: Parameters<typeof search>) =>
			(await search(...asked)).searchEntries.length;
		const users = "ou=aaddc users, dc=aaddscontoso,dc=com";
		expect(await count(users, "base")).toBe(1);
		expect(await count(users, "one")).toBe(10);
		expect(await count(users, "sub")).toBe(11);
		expect(await count("DC=aaddscontoso,DC=com", "one")).toBe(4);
		await expect(search("OU=None,DC=aaddscontoso,DC=com", "sub")).rejects.toMatchObject({
			code: 32,
		});
		await expect(search("DC=other", "sub")).rejects.toMatchObject({ code: 32 });
	});
});
