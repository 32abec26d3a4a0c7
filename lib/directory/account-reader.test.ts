import { type Entry, OrFilter } from "ldapts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { AccountReader } from "./account-reader.ts";
import type { LdapSession } from "./ldap-session.ts";

const ID = "aaaaaaaa-0000-4000-8000-000000000001";
const RULES = {
	baseDn: "DC=aaddscontoso,DC=com",
	objectIdAttribute: "msDS-aadObjectId",
	lockoutRules: undefined,
};
const keys = [{ id: ID, userPrincipalName: "dana@aaddscontoso.com" }];

/** A connection to a machine that holds one account in a given state. */
function machine(account: { usn: string; version: string; name?: string }) {
	const entry = (): Entry => ({
		dn: "CN=Dana",
		objectGUID: Buffer.alloc(16, 1),
		"msDS-aadObjectId": ID,
		uSNChanged: account.usn,
		"msDS-KeyVersionNumber": account.version,
	});
	let answering = Promise.resolve();
	const client = {
		search: async (base: string) => {
			const root = {
				dn: "",
				highestCommittedUSN: account.usn,
				dsServiceName: account.name ?? "dc1",
			};
			const searchEntries = [base === "" ? root : entry()];
			await answering;
			return { searchEntries, searchReferences: [] };
		},
	};
	return {
		account,
		session: partOf<LdapSession>({
			client,
			objectIdForm: "string",
			source: () => ({ machine: undefined, clock: undefined }),
			policies: async () => () => undefined,
		}),
		/** Holds answers back until the returned function is called. */
		holdBack() {
			const { promise, resolve } = Promise.withResolvers<void>();
			answering = promise;
			return resolve;
		},
	};
}

test("a late answer from a lost connection is not compared with another machine's USNs", async () => {
	const reader = new AccountReader(RULES);
	const version = async ({ session }: ReturnType<typeof machine>) => {
		const found = (await reader.read(session, keys)).get(ID);
		return found?.kind === "present" ? found.account.keyVersion : undefined;
	};
	const lost = machine({ usn: "7", version: "2" });
	const answer = lost.holdBack();
	const late = version(lost);
	const current = machine({ usn: "5", version: "2" });
	expect(await version(current)).toBe(2);
	answer();
	expect(await late).toBe(2);
	Object.assign(current.account, { usn: "7", version: "3" });
	expect(await version(current)).toBe(3);
});

const version = (observation: Observation | undefined) =>
	observation?.kind === "present" ? observation.account.keyVersion : undefined;

test("an unwritten account is known without reading it again", async () => {
	const reader = new AccountReader(RULES);
	const { session, account } = machine({ usn: "7", version: "2" });
	expect(await reader.findWritten(session)).toEqual(new Map());
	await reader.read(session, keys);
	expect(version(reader.cached(ID))).toBe(2);
	Object.assign(account, { usn: "8", version: "3" });
	const written = await reader.findWritten(session);
	expect(version(written.get(ID))).toBe(2);
	expect(reader.cached(ID)).toBeUndefined();
});

test("accounts read before the first USN may be older than it", async () => {
	const reader = new AccountReader(RULES);
	const { session, account } = machine({ usn: "7", version: "2" });
	await reader.read(session, keys);
	Object.assign(account, { usn: "8", version: "3" });
	await reader.findWritten(session);
	expect(reader.cached(ID)).toBeUndefined();
});

test.each([
	["a USN that falls", { usn: "6" }],
	["another machine", { name: "dc2" }],
])("after %s everything is read in full", async (_, change) => {
	const reader = new AccountReader(RULES);
	const { session, account } = machine({ usn: "7", version: "2" });
	await reader.findWritten(session);
	await reader.read(session, keys);
	expect(version(reader.cached(ID))).toBe(2);
	Object.assign(account, change);
	await reader.findWritten(session);
	expect(reader.cached(ID)).toBeUndefined();
	await reader.findWritten(session);
	expect(reader.cached(ID)).toBeUndefined();
});

test("an answer overtaken by a write is not cached", async () => {
	const reader = new AccountReader(RULES);
	const one = machine({ usn: "7", version: "2" });
	await reader.findWritten(one.session);
	await reader.read(one.session, keys);
	Object.assign(one.account, { usn: "8" });
	await reader.findWritten(one.session);
	const answer = one.holdBack();
	const late = reader.read(one.session, keys);
	const next = one.holdBack();
	next();
	Object.assign(one.account, { usn: "9", version: "3" });
	const rung = reader.findWritten(one.session);
	next();
	await rung;
	answer();
	await late;
	expect(reader.cached(ID)).toBeUndefined();
});

test("an account due for a full read is listed once, and dropped unless it is read again", async () => {
	vi.useFakeTimers();
	try {
		const reader = new AccountReader(RULES);
		const { session } = machine({ usn: "7", version: "2" });
		await reader.findWritten(session);
		await reader.read(session, keys);
		vi.advanceTimersByTime(1_000);
		expect(await reader.findWritten(session)).toEqual(new Map());
		vi.advanceTimersByTime(11_000);
		expect([...(await reader.findWritten(session)).keys()]).toEqual([ID]);
		vi.advanceTimersByTime(11_000);
		expect(await reader.findWritten(session)).toEqual(new Map());
		expect(reader.cached(ID)).toBeUndefined();
		await reader.read(session, keys);
		expect(version(reader.cached(ID))).toBe(2);
	} finally {
		vi.useRealTimers();
	}
});

/** A connection to a machine that holds many accounts, numbered from 0. */
function crowd(count: number) {
	const usns = Array.from({ length: count }, () => 7);
	const hooks: { full?: Promise<void>; since?: () => void | Promise<void>; ids?: () => void } = {};
	const key = (n: number) => ({
		id: `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, "0")}`,
		userPrincipalName: `p${n}@aaddscontoso.com`,
	});
	const entry = (n: number): Entry => ({
		dn: `CN=${n}`,
		objectGUID: Buffer.alloc(16, n % 256),
		"msDS-aadObjectId": key(n).id,
		uSNChanged: String(usns[n]),
		"msDS-KeyVersionNumber": String(usns[n]),
	});
	async function search(base: string, { filter }: { filter?: OrFilter | string }) {
		const searchReferences: string[] = [];
		if (base === "") {
			const root = { dn: "", highestCommittedUSN: String(Math.max(...usns)), dsServiceName: "dc1" };
			return { searchEntries: [root], searchReferences };
		}
		const after = Number(/uSNChanged>=(\d+)/.exec(String(filter))?.[1] ?? 0);
		const filters = filter instanceof OrFilter ? filter.filters : [];
		const ids = new Set(filters.map((one) => Reflect.get(one, "value")));
		const isAsked = (n: number) => (after > 0 ? (usns[n] ?? 0) >= after : ids.has(key(n).id));
		const searchEntries = usns.flatMap((_, n) => (isAsked(n) ? [entry(n)] : []));
		if (after > 0) await hooks.since?.();
		else await hooks.full;
		if (ids.size > 0) hooks.ids?.();
		return { searchEntries, searchReferences };
	}
	const session = partOf<LdapSession>({
		client: { search },
		objectIdForm: "string",
		source: () => ({ machine: undefined, clock: undefined }),
		policies: async () => () => undefined,
	});
	return { usns, hooks, session, key };
}

test("an answer overtaken by a write is not cached, even if it arrives during the search for writes", async () => {
	const reader = new AccountReader(RULES);
	const { usns, hooks, session, key } = crowd(250);
	await reader.findWritten(session);
	const early = Array.from({ length: 240 }, (_, n) => key(n));
	await reader.read(session, early);
	const { promise, resolve } = Promise.withResolvers<void>();
	hooks.full = promise;
	const late = reader.read(session, [key(249)]);
	usns[249] = 8;
	usns[3] = 8;
	hooks.since = async () => {
		resolve();
		await late;
	};
	const written = await reader.findWritten(session);
	expect([...written.keys()].sort()).toEqual([key(3).id, key(249).id]);
	expect(reader.cached(key(249).id)).toBeUndefined();
	expect(version(reader.cached(key(4).id))).toBe(7);
});

test("writes to other accounts do not prevent caching a pending answer", async () => {
	const reader = new AccountReader(RULES);
	const { usns, hooks, session, key } = crowd(250);
	await reader.findWritten(session);
	await reader.read(
		session,
		Array.from({ length: 240 }, (_, n) => key(n)),
	);
	const { promise, resolve } = Promise.withResolvers<void>();
	hooks.full = promise;
	const late = reader.read(session, [key(248), key(249)]);
	usns[3] = 8;
	usns[249] = 9;
	await reader.findWritten(session);
	resolve();
	await late;
	expect(version(reader.cached(key(248).id))).toBe(7);
	expect(reader.cached(key(249).id)).toBeUndefined();
});

describe("by elapsed time", () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ["performance"] });
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	describe("a reading by somebody who does not follow the account", () => {
		const few = (count: number) => {
			const { usns, session, key } = crowd(count);
			return { usns, session, all: Array.from({ length: count }, (_, n) => key(n)) };
		};
		/** Everybody has been read and is followed from here on. */
		async function following(count = 3) {
			const reader = new AccountReader(RULES);
			const { usns, session, all } = few(count);
			await reader.findWritten(session);
			await reader.read(session, all);
			return { reader, usns, session, all };
		}
		test.each([3, 250])(
			"before a write is found does not hide the write (%i accounts)",
			async (count) => {
				const { reader, usns, session, all } = await following(count);
				const [first] = all;
				if (!first) throw new Error("nobody");
				usns[0] = 8;
				await reader.read(session, [first]);
				vi.useFakeTimers({ toFake: ["performance"] });
				vi.advanceTimersByTime(20_000);
				await reader.read(session, [first]);
				vi.useRealTimers();
				expect([...(await reader.findWritten(session)).keys()]).toContain(first.id);
			},
		);
		test("that finds a change without a USN is reported once", async () => {
			const { session, account } = machine({ usn: "7", version: "2" });
			const reader = new AccountReader(RULES);
			await reader.findWritten(session);
			await reader.read(session, keys);
			vi.advanceTimersByTime(11_000);
			account.version = "3";
			await reader.read(session, keys);
			const found = await reader.findWritten(session);
			expect([...found.keys()]).toEqual([ID]);
			expect(version(found.get(ID))).toBe(2);
			expect(version(reader.cached(ID))).toBe(3);
			vi.advanceTimersByTime(300);
			expect(await reader.findWritten(session)).toEqual(new Map());
		});
	});

	test("a full read of an unchanged account returns the same object", async () => {
		const reader = new AccountReader(RULES);
		const { session } = machine({ usn: "7", version: "2" });
		await reader.findWritten(session);
		const accountOf = (found: Observation | undefined) =>
			found?.kind === "present" ? found.account : undefined;
		const first = accountOf((await reader.read(session, keys)).get(ID));
		vi.advanceTimersByTime(11_000);
		const second = accountOf((await reader.read(session, keys)).get(ID));
		expect(second).toBe(first);
		expect(accountOf(reader.cached(ID))).toBe(first);
	});

	test("writes are followed as long as they are asked for, and afresh after another machine has answered", async () => {
		const reader = new AccountReader(RULES);
		const { session, account } = machine({ usn: "7", version: "2" });
		expect(reader.followed()).toBeUndefined();
		await reader.findWritten(session);
		const followed = reader.followed();
		expect(followed).toBeDefined();
		vi.advanceTimersByTime(2_000);
		expect(reader.followed()).toBeUndefined();
		await reader.findWritten(session);
		expect(reader.followed()).toBe(followed);
		account.name = "dc2";
		await reader.findWritten(session);
		expect(reader.followed()).not.toBe(followed);
	});

	/** Many accounts are followed in a domain where each search for written accounts takes this long. */
	async function dearDomain(cost: { ids: number; since: number }, count = 1_000) {
		const reader = new AccountReader(RULES);
		const { usns, hooks, session, key } = crowd(count);
		const all = Array.from({ length: count }, (_, n) => key(n));
		const searches = { ids: 0, since: 0 };
		hooks.ids = () => {
			searches.ids += 1;
			vi.advanceTimersByTime(cost.ids);
		};
		hooks.since = async () => {
			searches.since += 1;
			vi.advanceTimersByTime(cost.since);
		};
		await reader.findWritten(session);
		for (let i = 0; i < count; i += 200) await reader.read(session, all.slice(i, i + 200));
		/** Four polls a second, an account is written before each, and what was written is read again. */
		async function pass(seconds: number) {
			Object.assign(searches, { ids: 0, since: 0 });
			const untilMs = performance.now() + seconds * 1_000;
			let searchingMs = 0;
			while (performance.now() < untilMs) {
				usns[7] = (usns[7] ?? 0) + 1;
				const beganMs = performance.now();
				const found = await reader.findWritten(session);
				searchingMs += performance.now() - beganMs;
				const spent = { ...searches };
				await reader.read(
					session,
					all.filter(({ id }) => found.has(id)),
				);
				Object.assign(searches, spent);
				vi.advanceTimersByTime(Math.max(0, 250 - (performance.now() - beganMs)));
			}
			return { ...searches, share: searchingMs / (seconds * 1_000) };
		}
		return { reader, session, pass, key, hooks };
	}

	test.each([
		["listing the writes", { ids: 5, since: 10 }, "since"],
		["asking by object id", { ids: 5, since: 200 }, "ids"],
	] as const)("written accounts are found by %s where that is cheaper", async (_, cost, kind) => {
		const { pass } = await dearDomain(cost);
		await pass(5);
		const searches = await pass(20);
		expect(searches[kind]).toBeGreaterThan(60);
		expect(searches[kind === "since" ? "ids" : "since"]).toBeLessThan(5);
	});

	test("the other way of finding written accounts is tried again now and then", async () => {
		const cost = { ids: 5, since: 200 };
		const { pass } = await dearDomain(cost);
		await pass(5);
		expect((await pass(60)).since).toBeGreaterThan(0);
		cost.since = 1;
		await pass(30);
		const { since, ids } = await pass(20);
		expect(since).toBeGreaterThan(ids);
	});

	test("a domain that writes all the time is searched less often when a search takes long", async () => {
		const { pass, reader } = await dearDomain({ ids: 60, since: 200 });
		await pass(30);
		const { share } = await pass(30);
		expect(share).toBeGreaterThan(0.2);
		expect(share).toBeLessThan(0.27);
		expect(reader.followed()).toBeDefined();
		expect(reader.isPolling()).toBe(false);
	});

	test("short bursts of writes are all found at once", async () => {
		const { pass } = await dearDomain({ ids: 60, since: 200 });
		expect((await pass(4)).since).toBeGreaterThan(6);
	});

	test("where searching takes too long to follow writes, accounts are polled for ten minutes", async () => {
		const cost = { ids: 600, since: 900 };
		const { pass, reader, session, key } = await dearDomain(cost);
		await pass(30);
		expect(reader.isPolling()).toBe(true);
		expect(reader.followed()).toBeUndefined();
		expect(reader.cached(key(3).id)).toBeUndefined();
		expect(await pass(9 * 60)).toMatchObject({ since: 0, share: 0 });
		Object.assign(cost, { ids: 1, since: 1 });
		vi.advanceTimersByTime(60_000);
		await reader.findWritten(session);
		expect(reader.isPolling()).toBe(false);
		expect(reader.followed()).toBeDefined();
		expect(reader.cached(key(3).id)).toBeUndefined();
	});

	test("searches that are not answered in time count as well", async () => {
		const { pass, reader, hooks } = await dearDomain({ ids: 5, since: 5 });
		hooks.ids = hooks.since = () => {
			vi.advanceTimersByTime(3_000);
			throw new Error("no answer in time");
		};
		for (let i = 0; i < 2; i++) await pass(1).catch(() => undefined);
		expect(reader.isPolling()).toBe(true);
	});
});
