import type { Client, Entry } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byId, byOctets, type ExampleDomain, find, startExampleDomain } from "./example-domain.ts";
import { person } from "./example-people.ts";

const START = Date.parse("2026-11-22T10:00:00.250Z");
const MINUTE = 60_000;
const people = Array.from({ length: 30 }, (_, i) => person(i + 1));
const dana = person(1);
const SCHEMA = "CN=Schema,CN=Configuration,DC=aaddscontoso,DC=com";

let now = new Date(START);
let example: ExampleDomain;
let dc1: Client;
let dc2: Client;

beforeAll(async () => {
	example = await startExampleDomain({ clock: () => now });
	await example.domain.addMany("dc1", people, "old");
	await example.domain.addAccount("dc2", dana, "none");
	dc1 = await example.signIn("dc1");
	dc2 = await example.signIn("dc2");
});
afterAll(() => example.end());

async function one(client: Client, id: string, attributes: string[] = []): Promise<Entry> {
	const [entry] = await find(client, byId(id), { attributes });
	if (!entry) throw new Error("No such account.");
	return entry;
}

/** `[version, time]` of an attribute in the metadata, decoded as the portal has to. */
function write(entry: Entry, attributeId: number) {
	const bytes = entry.replPropertyMetaData as Buffer;
	for (let at = 16; at < bytes.length; at += 48) {
		if (bytes.readUInt32LE(at) !== attributeId) continue;
		const seconds = Number(bytes.readBigUInt64LE(at + 8)) - 11_644_473_600;
		return [bytes.readUInt32LE(at + 4), new Date(seconds * 1000).toISOString()];
	}
	return undefined;
}

describe("reading an account", () => {
	test("each controller has its own state", async () => {
		const names = ["pwdLastSet", "msDS-KeyVersionNumber", "objectGUID"];
		const [old, none] = [await one(dc1, dana.id, names), await one(dc2, dana.id, names)];
		expect(old).toMatchObject({ "msDS-KeyVersionNumber": "1" });
		expect(none).toMatchObject({ pwdLastSet: "0", "msDS-KeyVersionNumber": [] });
		expect(old.objectGUID).toEqual(none.objectGUID);
	});

	test("the keys of a synchronisation show in version, metadata and pwdLastSet", async () => {
		const id = person(20).id;
		const names = ["replPropertyMetaData", "pwdLastSet", "msDS-KeyVersionNumber", "whenChanged"];
		const before = await one(dc1, id, names);
		now = new Date(START + 5 * MINUTE);
		await example.domain.setKeys("dc1", person(20), "New-Pass-01");
		const after = await one(dc1, id, names);
		expect(write(before, 0x9005a)).toEqual([1, "2026-11-22T10:00:00.000Z"]);
		expect(write(after, 0x9005a)).toEqual([2, "2026-11-22T10:05:00.000Z"]);
		expect(write(after, 0x9007d)).toEqual([2, "2026-11-22T10:05:00.000Z"]);
		expect(after).toMatchObject({
			"msDS-KeyVersionNumber": "2",
			pwdLastSet: "134398155002500000",
			whenChanged: "20261122100500.0Z",
		});
	});

	test("keys with the cloud's time still show when they landed", async () => {
		now = new Date(START + 10 * MINUTE);
		const passwordSetAt = new Date(START);
		await example.domain.setKeys("dc1", person(21), "New-Pass-01", { passwordSetAt });
		expect(example.domain.describeAccount("dc1", person(21).id)).toMatchObject({
			passwordSetAt,
			keysWrittenAt: now,
			keyVersion: 2,
			keys: "all",
		});
		await example.domain.setKeys("dc1", person(21), "New-Pass-02", { ntlmOnly: true });
		expect(example.domain.describeAccount("dc1", person(21).id)).toMatchObject({
			passwordSetAt: now,
			keys: "ntlm",
		});
	});

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

	test("the reading account cannot write", async () => {
		const rights = ["allowedAttributesEffective", "sDRightsEffective"];
		expect(await one(dc1, dana.id, rights)).toMatchObject({
			allowedAttributesEffective: [],
			sDRightsEffective: "0",
		});
	});

	test("a recreated account is another object", async () => {
		const before = await one(dc1, person(30).id);
		await example.domain.removeAccount("dc1", person(30).id);
		expect(await find(dc1, byId(person(30).id))).toEqual([]);
		await example.domain.setKeys("dc1", person(30), "New-Pass-01");
		const after = await one(dc1, person(30).id);
		expect(after.dn).toBe(before.dn);
		expect(after.objectGUID).not.toEqual(before.objectGUID);
	});

	test("an unreadable attribute is absent, and matches nothing", async () => {
		const restricted = await startExampleDomain({ hiddenAttributes: ["msDS-aadObjectId"] });
		try {
			await restricted.domain.addAccount("dc1", dana, "old");
			const client = await restricted.signIn("dc1");
			expect(await find(client, byId(dana.id))).toEqual([]);
			const [entry] = await find(client, byOctets(dana.id));
			expect(entry).toMatchObject({ cn: "Person 1" });
			expect(entry).not.toHaveProperty("msDS-aadObjectId");
		} finally {
			await restricted.end();
		}
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

	test("has its own clock, which its writes use", async () => {
		now = new Date(START + 60 * MINUTE);
		await example.domain.setClockOffset("dc2", -5 * MINUTE);
		await example.domain.setKeys("dc2", dana, "New-Pass-01");
		await example.domain.setKeys("dc1", dana, "New-Pass-01");
		const root = async (at: "dc1" | "dc2") =>
			(await example.client(at).search("", base)).searchEntries[0]?.currentTime;
		expect([await root("dc1"), await root("dc2")]).toEqual([
			"20261122110000.0Z",
			"20261122105500.0Z",
		]);
		const entry = await one(dc2, dana.id, ["replPropertyMetaData", "pwdLastSet"]);
		expect(write(entry, 0x9005a)?.[1]).toBe("2026-11-22T10:55:00.000Z");
		expect(entry.pwdLastSet).toBe("134398185002500000");
		await example.domain.setClockOffset("dc2", 0);
		const other = await one(dc1, dana.id, ["replPropertyMetaData"]);
		expect(write(other, 0x9005a)?.[1]).toBe("2026-11-22T11:00:00.000Z");
	});

	test("shows the policy, with durations as negative 100-nanosecond intervals", async () => {
		const { searchEntries } = await dc1.search("DC=aaddscontoso,DC=com", base);
		expect(searchEntries[0]).toMatchObject({
			maxPwdAge: "-77760000000000",
			lockoutDuration: "-18000000000",
			lockOutObservationWindow: "-1200000000",
			lockoutThreshold: "5",
			minPwdLength: "7",
		});
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
