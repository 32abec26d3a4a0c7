import { Attribute, Change } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthority } from "./certificates.ts";
import { byId, type ExampleDomain, find, refusal, startExampleDomain } from "./example-domain.ts";
import { person } from "./example-people.ts";

const DANA_DN = "CN=Person 1,OU=AADDC Users,DC=aaddscontoso,DC=com";

let example: ExampleDomain;

beforeAll(async () => {
	example = await startExampleDomain({ bindPassword: "right" });
	await example.domain.addAccount("dc1", person(1), "old");
});
afterAll(() => example.end());

describe("signing in", () => {
	test.each([
		"CN=svc-portal,OU=Portal Service Accounts,DC=aaddscontoso,DC=com",
		"svc-portal@aaddscontoso.com",
		"AADDSCONTOSO\\svc-portal",
	])("as %s works only with the right password", async (name) => {
		const client = example.client("dc1");
		const wrong = await refusal(client.bind(name, "wrong"));
		expect(wrong).toMatchObject({ code: 49 });
		expect(wrong?.message).toMatch(/^80090308: LdapErr: DSID-.*, data 52e, v/);
		expect(await refusal(find(client, "(cn=*)"))).toMatchObject({ code: 1 });
		await client.bind(name, "right");
		expect(await find(client, "(cn=Person 1)")).toHaveLength(1);
	});

	test.each([
		["with a wrong password", "svc-portal@aaddscontoso.com", "wrong"],
		["as nobody", "", ""],
	])("%s revokes an earlier successful bind", async (_, name, password) => {
		const client = await example.signIn("dc1");
		await refusal(client.bind(name, password));
		expect(await refusal(find(client, "(cn=*)"))).toMatchObject({ code: 1 });
	});

	test.each([
		["nobody@aaddscontoso.com", "right"],
		["nonsense", "right"],
		["svc-portal@aaddscontoso.com", ""],
		["", "right"],
	])("as %j with %j is refused like a wrong password", async (name, password) => {
		const refused = await refusal(example.client("dc1").bind(name, password));
		expect(refused).toMatchObject({ code: 49 });
	});

	test("as a person never works; five attempts lock the account", async () => {
		const reader = await example.signIn("dc1");
		const seen = async () => {
			const attributes = ["msDS-User-Account-Control-Computed", "badPwdCount"];
			const [entry] = await find(reader, byId(person(1).id), { attributes });
			return attributes.map((name) => entry?.[name]);
		};
		for (let tries = 0; tries < 5; tries++) {
			expect(await seen()).toEqual(["0", String(tries)]);
			const { userPrincipalName } = person(1);
			await refusal(example.client("dc1").bind(userPrincipalName, "guess"));
		}
		expect(await seen()).toEqual(["16", "5"]);
		await example.domain.unlock("dc1", person(1).id);
	});

	test("is refused by the client without the right CA or name", async () => {
		const bind = (tlsOptions: object) =>
			refusal(example.client("dc1", { tlsOptions }).bind("svc-portal@aaddscontoso.com", "right"));
		const { cert: stranger } = await createAuthority("Somebody else's CA");
		const { ca } = example;
		expect(await bind({ ca: stranger })).toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
		expect(await bind({ ca, servername: "dc2.aaddscontoso.com" })).toMatchObject({
			code: "ERR_TLS_CERT_ALTNAME_INVALID",
		});
		expect(await bind({ ca, servername: "dc1.aaddscontoso.com" })).toBeUndefined();
	});
});

describe("anything but reading", () => {
	const replace = new Change({
		operation: "replace",
		modification: new Attribute({ type: "description", values: ["x"] }),
	});

	test("is refused: a write for lack of rights, and nothing is written", async () => {
		const client = await example.signIn("dc1");
		const before = await find(client, "(cn=Person 1)");
		const writes = [
			client.modify(DANA_DN, replace),
			client.del(DANA_DN),
			client.add("CN=New,OU=AADDC Users,DC=aaddscontoso,DC=com", { objectClass: "user" }),
			client.modifyDN(DANA_DN, "CN=Person 9"),
		];
		for (const write of writes) {
			const refused = await refusal(write);
			expect(refused).toMatchObject({ code: 50 });
			expect(refused?.message).toMatch(/^00002098/);
		}
		expect(await find(client, "(cn=Person 1)")).toEqual(before);
	});
});
