import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Client, Entry } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byId, type ExampleDomain, find, startExampleDomain } from "./example-domain.ts";
import { person } from "./example-people.ts";

const START = Date.parse("2026-11-22T10:00:00.250Z");
const people = Array.from({ length: 30 }, (_, i) => person(i + 1));
const dana = person(1);
const SCHEMA = "CN=Schema,CN=Configuration,DC=aaddscontoso,DC=com";

let now = new Date(START);
let example: ExampleDomain;
let dc1: Client;

beforeAll(async () => {
	example = await startExampleDomain({ clock: () => now });
	await example.domain.addMany("dc1", people, "old");
	await example.domain.addAccount("dc2", dana, "none");
	dc1 = await example.signIn("dc1");
});
afterAll(() => example.end());

async function one(client: Client, id: string, attributes: string[] = []): Promise<Entry> {
	const [entry] = await find(client, byId(id), { attributes });
	if (!entry) throw new Error("No such account.");
	return entry;
}

describe("reading an account", () => {
	test("constructed attributes and metadata are returned only by name, a password never", async () => {
		const star = await one(dc1, dana.id, ["*"]);
		expect(star).toMatchObject({ userAccountControl: "512" });
		for (const name of ["msDS-KeyVersionNumber", "replPropertyMetaData", "lockoutTime"]) {
			expect(Object.keys(star)).not.toContain(name);
		}
		const secrets = ["unicodePwd", "supplementalCredentials", "ntPwdHistory"];
		expect(await one(dc1, dana.id, secrets)).toEqual({
			dn: star.dn,
			unicodePwd: [],
			supplementalCredentials: [],
			ntPwdHistory: [],
		});
	});
});

describe("the controller itself", () => {
	const base = { scope: "base", filter: "(objectClass=*)" } as const;

	test("shows its name, clock and USN to anyone", async () => {
		now = new Date("2026-11-22T12:34:56.789Z");
		const read = async () => (await example.client("dc2").search("", base)).searchEntries[0];
		const before = await read();
		expect(before).toMatchObject({
			dnsHostName: "dc2.aaddscontoso.com",
			currentTime: "20261122123456.0Z",
			defaultNamingContext: "DC=aaddscontoso,DC=com",
		});
		expect(before?.dsServiceName).toMatch(/^CN=NTDS Settings,CN=DC2,/);
		await example.domain.describe("dc2", dana.id, "on leave");
		const after = await read();
		expect(Number(after?.highestCommittedUSN)).toBe(Number(before?.highestCommittedUSN) + 1);
	});

	test("shows the schema of the object id, which a search of the domain does not reach", async () => {
		const filter = "(lDAPDisplayName=msDS-aadObjectId)";
		const attributes = ["attributeSyntax", "searchFlags"];
		const { searchEntries } = await dc1.search(SCHEMA, { filter, attributes });
		expect(searchEntries).toMatchObject([{ attributeSyntax: "2.5.5.12", searchFlags: "1" }]);
		const inDomain = await dc1.search("DC=aaddscontoso,DC=com", { filter });
		expect(inDomain.searchEntries).toEqual([]);
		expect(inDomain.searchReferences).toHaveLength(1);
	});
});

test("a domain whose port is in use does not start, and leaves nothing behind", async () => {
	const free = await startExampleDomain();
	const dc1 = free.port("dc1");
	await free.end();
	const ports = { dc1, dc2: example.port("dc2") };
	const dataDir = dirname(example.domain.environment.DOMAIN_CA_FILE);
	const taken = startExampleDomain({ ports, dataDir });
	await expect(taken).rejects.toMatchObject({ code: "EADDRINUSE" });
	expect(readFileSync(join(dataDir, "ca.pem"), "utf8")).toBe(example.ca);
	const again = await startExampleDomain({ ports: { dc1, dc2: 0 } });
	await again.end();
});

test("the folder, which a real portal's database may share, is accessible only to its user", async () => {
	const above = mkdtempSync(join(tmpdir(), "domain-"));
	const other = await startExampleDomain({ dataDir: join(above, "data", "practice") });
	await other.end();
	expect(statSync(join(above, "data")).mode & 0o777).toBe(0o700);
	rmSync(above, { recursive: true });
});
