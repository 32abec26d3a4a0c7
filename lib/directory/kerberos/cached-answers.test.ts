import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import { cachedKerberosAnswers } from "./cached-answers.ts";
import { application, context, encode, encodeInteger, TAG } from "./der.ts";

const PREAUTH_REQUIRED = 25;
const REVOKED = 18;
const AES = 18;
const RC4 = 23;

/** The service's answer: key types, a refusal, or nothing at all. */
let says: { keys: number[] } | { error: number } | "nothing";
let questions: number;
let server: Server;
const sockets = new Set<Socket>();

beforeEach(async () => {
	says = { keys: [AES] };
	questions = 0;
	server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => undefined);
		socket.once("data", () => {
			questions++;
			if (says !== "nothing") socket.write(answer(says));
		});
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
	vi.useRealTimers();
	for (const socket of sockets) socket.destroy();
	server.close();
});

/** A KRB-ERROR, with ETYPE-INFO2 in its data if there are keys (RFC 4120, 5.9.1 and 5.2.7.5). */
function answer(content: { keys: number[] } | { error: number }): Buffer {
	const keys = "keys" in content ? content.keys : [];
	const entries = keys.map((type) => encode(TAG.sequence, encode(context(0), encodeInteger(type))));
	const method = encode(
		TAG.sequence,
		encode(context(1), encodeInteger(19)),
		encode(context(2), encode(0x04, encode(TAG.sequence, ...entries))),
	);
	const error = encode(
		application(30),
		encode(
			TAG.sequence,
			encode(context(6), encodeInteger("error" in content ? content.error : PREAUTH_REQUIRED)),
			encode(context(12), encode(0x04, encode(TAG.sequence, ...(keys.length > 0 ? [method] : [])))),
		),
	);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(error.length);
	return Buffer.concat([length, error]);
}

const write = (version: number) => ({
	version,
	writtenAt: new Date(0),
	origin: { invocationId: "a", usn: String(version) },
});
const account = (changes: Partial<DirectoryAccount> = {}) =>
	({
		objectGuid: "g",
		samAccountName: "dana",
		keyVersion: 2,
		passwordSetAt: new Date(0),
		keyWrites: { unicodePwd: write(2), supplementalCredentials: write(2) },
		...changes,
	}) as DirectoryAccount;

function service() {
	const { port } = server.address() as AddressInfo;
	return cachedKerberosAnswers({ host: "127.0.0.1", port }, "AADDSCONTOSO.COM");
}
const later = (ms: number) => vi.advanceTimersByTime(ms);

test("the service is asked once about complete keys, until something is written", async () => {
	const ask = service();
	expect(await ask(account())).toBe("aes");
	later(60 * 60_000);
	expect(await ask(account())).toBe("aes");
	expect(questions).toBe(1);
});

const writes: [what: string, changes: Partial<DirectoryAccount>][] = [
	["the Kerberos keys", { keyWrites: { unicodePwd: write(2), supplementalCredentials: write(3) } }],
	["the NTLM key", { keyWrites: { unicodePwd: write(3), supplementalCredentials: write(2) } }],
	[
		"the Kerberos keys elsewhere, with the same version",
		{
			keyWrites: {
				unicodePwd: write(2),
				supplementalCredentials: { ...write(2), origin: { invocationId: "b", usn: "2" } },
			},
		},
	],
	["the time", { passwordSetAt: new Date(1) }],
	["another object with this name", { objectGuid: "h" }],
];
test.each(writes)("a write of %s invalidates the answer", async (_what, changes) => {
	const ask = service();
	expect(await ask(account())).toBe("aes");
	says = { keys: [] };
	expect(await ask(account(changes))).toBe("none");
});

const passing: [says: typeof says, answer: string][] = [
	[{ keys: [RC4] }, "rc4"],
	[{ keys: [] }, "none"],
	[{ error: REVOKED }, "silent"],
];
test.each(passing)(
	"after %j it is asked again after two seconds, not before",
	async (first, said) => {
		const ask = service();
		says = first;
		expect(await ask(account())).toBe(said);
		const before = questions;
		says = { keys: [AES] };
		later(1_900);
		expect(await ask(account())).toBe(said);
		expect(questions).toBe(before);
		later(200);
		expect(await ask(account())).toBe("aes");
	},
);

test("where writes cannot be read, complete keys are not cached either", async () => {
	const ask = service();
	const blind = account({ keyWrites: undefined });
	expect(await ask(blind)).toBe("aes");
	later(2_100);
	says = { keys: [] };
	expect(await ask(blind)).toBe("none");
});

test("a silent service delays only the first concurrent callers", async () => {
	const ask = service();
	says = "nothing";
	const people = Array.from({ length: 20 }, (_, i) => account({ objectGuid: `g${i}` }));
	const startedAt = Date.now();
	expect(await Promise.all(people.map(ask))).toEqual(Array(20).fill("silent"));
	expect(Date.now() - startedAt).toBeLessThan(3_000);
	const firstQuestions = questions;
	const again = Date.now();
	for (const person of people) expect(await ask(person)).toBe("silent");
	later(2_100);
	for (const person of people) expect(await ask(person)).toBe("silent");
	expect(Date.now() - again).toBeLessThan(500);
	await expect.poll(() => questions).toBe(firstQuestions + 1);
});

test("a service that was silent is used again within seconds of its recovery", async () => {
	const ask = service();
	says = "nothing";
	expect(await ask(account())).toBe("silent");
	says = { keys: [AES] };
	later(2_100);
	await expect.poll(() => ask(account())).toBe("aes");
	expect(await ask(account({ objectGuid: "another" }))).toBe("aes");
});

test("an account without a `sAMAccountName` cannot be asked about", async () => {
	expect(await service()(account({ samAccountName: undefined }))).toBe("silent");
	expect(questions).toBe(0);
});
