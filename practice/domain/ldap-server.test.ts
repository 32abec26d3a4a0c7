import { connect } from "node:tls";
import { Attribute, Change, Control } from "ldapts";
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
		expect(await refusal(client.compare(DANA_DN, "cn", "Person 1"))).toMatchObject({ code: 53 });
		const unknown = new Control("1.2.840.113556.1.4.841", { critical: true });
		const synchronised = client.search("DC=aaddscontoso,DC=com", { filter: "(cn=*)" }, unknown);
		expect(await refusal(synchronised)).toMatchObject({ code: 12 });
		const whoAmI = client.exop("1.3.6.1.4.1.4203.1.11.3");
		expect(await refusal(whoAmI)).toMatchObject({ code: 2 });
	});
});

describe("malformed requests", () => {
	/** Sends bytes. @returns the response up to the end of the connection */
	function send(hex: string): Promise<string> {
		const { promise, resolve } = Promise.withResolvers<string>();
		const socket = connect({ host: "127.0.0.1", port: example.port("dc1"), ca: example.ca });
		let answer = "";
		socket.on("data", (chunk: Buffer) => {
			answer += chunk.toString("hex");
		});
		socket.on("error", () => {});
		socket.on("close", () => resolve(answer));
		socket.write(Buffer.from(hex, "hex"));
		return promise;
	}

	test.each([
		["another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n").toString("hex")],
		["an endless length", "3080020101"],
		["a length beyond the limit", "30847fffffff"],
		["an empty message", "3000"],
		["a request that does not exist", "30050201017f00"],
		["a bind without a password", "300a0201016005020103 0400".replaceAll(" ", "")],
		["a bind that is longer than its message", "300c020101607f02010304008000"],
		["a message longer than its bind", "300e0201016007020103040080000000"],
		["an id of five bytes", "300902050100000000 4200".replaceAll(" ", "")],
		["an empty search", "30050201016300"],
	])("%s ends that connection and no other", async (_, hex) => {
		const other = await example.signIn("dc1");
		expect(await send(hex)).toBe("");
		expect(await find(other, "(cn=Person 1)")).toHaveLength(1);
	});

	test("earlier requests are answered, and an unbind closes cleanly", async () => {
		const bind = "300c020101600702010304008000";
		expect(await send(`${bind}30050201024200`)).toBe("300c02010161070a010004000400");
	});
});
