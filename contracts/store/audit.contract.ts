import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { AuditEvent, AuditFilter } from "#lib/core/audit/audit-entry.ts";
import { auditKeysIn } from "#lib/server/audit/audit-keys.ts";
import { pruneOnce } from "#lib/server/audit/prune.ts";
import { openStore } from "#lib/server/store/store.ts";
import { openStoreForEachTest, place, restart, store } from "./own-store.ts";

openStoreForEachTest();

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 12));
const sam = { id: "1", name: "sam.okafor@aaddscontoso.com" };
const lookedUp = (name: string, actor = sam): AuditEvent => ({
	actor,
	action: "people-looked-up",
	subject: { id: name, name },
	details: { people: 1 },
	result: "done",
});

/** Adds rows, one a day. */
async function write(rows: number): Promise<void> {
	for (let n = 0; n < rows; n++) await store.appendAudit(lookedUp(`person ${n + 1}`), day(n));
}

/** Writes to the database directly, bypassing the portal. */
const tamper = (sql: string) => place.run(sql);

describe("the chain", () => {
	test("is intact when empty, and with every row", async () => {
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 0 });
		await write(3);
		const { hash } = await store.appendAudit(lookedUp("person 4"), day(3));
		expect(await store.verifyAudit()).toEqual({
			ok: true,
			rows: 4,
			first: 1,
			last: 4,
			hash,
			keyId: "",
		});
	});
	test("is intact across read batches and a restart", async () => {
		for (let n = 0; n < 13; n++) {
			const rows = Array.from({ length: 77 }, () => store.appendAudit(lookedUp("x"), day(0)));
			await Promise.all(rows);
		}
		await restart();
		await store.appendAudit(lookedUp("y"), day(1));
		let turns = 0;
		const count = () => {
			turns += 1;
			turn = setImmediate(count);
		};
		let turn = setImmediate(count);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 1_002, last: 1_002 });
		clearImmediate(turn);
		// Other calls are answered meanwhile.
		expect(turns).toBeGreaterThanOrEqual(2);
	});
	test("continues without a gap when another process writes in between", async () => {
		const other = await openStore(place);
		for (const one of [store, other, store, other]) await one.appendAudit(lookedUp("x"), day(0));
		expect(await other.verifyAudit()).toMatchObject({ ok: true, rows: 4, last: 4 });
		await other.close();
	});
});

test("rows about whom a board showed can be left out; a search and the whole list include them", async () => {
	const group = { id: "g", name: '],"cohort-looked-up",null,' };
	const about = { actor: sam, action: "cohort-looked-up", result: "done" } as const;
	const opened = { ...about, subject: group, details: { people: 2_000 } };
	const batch = { ...about, details: { group: "g", people: 1_000, who: "dana@contoso.com d" } };
	for (const event of [lookedUp("x"), opened, batch, batch]) await store.appendAudit(event, day(0));
	const rows = async (filter: AuditFilter) =>
		(await store.auditPage(filter, { limit: 9 })).entries.map(({ seq }) => seq);
	expect(await rows({ batches: "left-out" })).toEqual([2, 1]);
	expect(await rows({ words: "dana" })).toEqual([4, 3]);
	expect(await rows({})).toEqual([4, 3, 2, 1]);
});

describe("tampering with the file is reported, with every affected row", () => {
	const cases: [what: string, sql: string, seq: number, reason: string, upTo?: number][] = [
		["a removed row", "delete from audit where seq = 3", 3, "removed"],
		["the first rows removed", "delete from audit where seq < 3", 1, "removed", 2],
		["the last row removed", "delete from audit where seq = 5", 5, "removed"],
		["all rows removed", "delete from audit", 1, "removed", 5],
		[
			"a changed name",
			"update audit set body = replace(body, 'person 2', 'person 9')",
			2,
			"changed",
		],
		["a changed hash", "update audit set hash = 'x' where seq = 4", 4, "changed"],
		["a row hidden from the filter", "update audit set action = 'x' where seq = 2", 2, "changed"],
		["a row moved in time", "update audit set at_ms = 0 where seq = 2", 2, "changed"],
		[
			"rows removed as if by retention",
			`update audit_head set start_seq = 2, start_hash = (select hash from audit where seq = 2);
			 delete from audit where seq <= 2`,
			3,
			"unsigned-start",
		],
		[
			"an inserted row",
			"insert into audit select 6, at_ms, action, words, body, hash, key_id from audit where seq = 5; update audit_head set seq = 6",
			6,
			"changed",
		],
	];
	test.each(cases)("%s", async (_, sql, seq, reason, upTo = seq) => {
		await write(5);
		await tamper(sql);
		const verdict = await store.verifyAudit();
		expect(verdict.ok || verdict.breaks[0]).toEqual({ seq, upTo, reason });
	});
	test("several changes in several places", async () => {
		await write(12);
		await tamper(`delete from audit where seq in (3, 4);
			update audit set body = replace(body, 'person 7', 'person x') where seq = 7;
			update audit set body = 'x' where seq = 9;
			delete from audit where seq = 12`);
		expect(await store.verifyAudit()).toEqual({
			ok: false,
			isMore: false,
			breaks: [
				{ seq: 3, upTo: 4, reason: "removed" },
				{ seq: 7, upTo: 7, reason: "changed" },
				{ seq: 9, upTo: 9, reason: "changed" },
				{ seq: 12, upTo: 12, reason: "removed" },
			],
		});
	});
	test("the first of very many", async () => {
		await write(150);
		await tamper("update audit set at_ms = 0");
		const verdict = await store.verifyAudit();
		expect(verdict).toMatchObject({ ok: false, isMore: true });
		expect(!verdict.ok && verdict.breaks.length).toBe(100);
	});
});

describe("retention", () => {
	test("removes what is too old, and the rest still verifies", async () => {
		await write(10);
		expect(await pruneOnce(store, 3, day(9))).toBe(6);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 5, first: 7, last: 11 });
		const { entries } = await store.auditPage({ action: "audit-pruned" }, { limit: 10 });
		expect(entries).toMatchObject([{ seq: 11, details: { upTo: 6, rows: 6 } }]);
	});
	test("can remove everything, repeatedly", async () => {
		await write(4);
		expect(await pruneOnce(store, 1, day(100))).toBe(4);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 1, first: 5 });
		await store.appendAudit(lookedUp("later"), day(200));
		expect(await pruneOnce(store, 1, day(201))).toBe(1);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, first: 6, last: 7 });
	});
	test("does nothing when nothing is too old", async () => {
		await write(2);
		expect(await pruneOnce(store, 30, day(2))).toBe(0);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 2 });
	});
	test("deletes what an interrupted run has left, which is no break even before that", async () => {
		await write(10);
		const rows = await place.rows("select * from audit where seq <= 6");
		await pruneOnce(store, 3, day(9));
		for (const row of rows) {
			const values = Object.values(row).map((value) =>
				typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : value,
			);
			await tamper(`insert into audit (${Object.keys(row)}) values (${values})`);
		}
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 5, first: 7 });
		expect(await pruneOnce(store, 3, day(9))).toBe(0);
		expect(await place.rows("select seq from audit where seq <= 6")).toEqual([]);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 5, first: 7 });
	});
	test("leaves a chain in which a removed row is still reported", async () => {
		await write(10);
		await pruneOnce(store, 3, day(9));
		await tamper("delete from audit where seq = 7");
		expect(await store.verifyAudit()).toEqual({
			ok: false,
			isMore: false,
			breaks: [{ seq: 7, upTo: 7, reason: "removed" }],
		});
	});
});

test("half a surrogate pair in a name breaks nothing", async () => {
	await store.appendAudit(lookedUp("a\ud800b", { id: "1", name: "\udfff" }), day(0));
	await write(2);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 3 });
	const { entries } = await store.auditPage({ words: "a\ufffdb" }, { limit: 9 });
	expect(entries).toMatchObject([{ seq: 1, subject: { name: "a\ufffdb" } }]);
});

describe("a signed chain", () => {
	const [first, second] = ["f".repeat(44), "s".repeat(44)];
	const portal = { id: "portal", name: "Keyturn" };
	let written: number[] = [];
	/** Opens the store as the portal does at start. */
	async function startWith(keys: string) {
		written = [];
		const onWritten = ({ seq }: { seq: number }) => void written.push(seq);
		await restart({ audit: { keys: auditKeysIn(keys), onWritten } });
		return await store.noteAuditKey(portal, day(0));
	}
	/** Recomputes the chain, as anyone with write access to the file can. */
	async function chainAnew(): Promise<void> {
		let hash = "0".repeat(64);
		for (const { seq, body } of await place.rows("select seq, body from audit order by seq")) {
			hash = createHash("sha256").update(`${seq}\n${hash}\n${body}`).digest("hex");
			await tamper(`update audit set hash = '${hash}', key_id = '' where seq = ${seq}`);
		}
		await tamper(`update audit_head set hash = '${hash}'`);
	}
	const reasons = async () => {
		const verdict = await store.verifyAudit();
		return verdict.ok ? [] : verdict.breaks.map(({ seq, reason }) => [seq, reason]);
	};

	test("begins with one row that says so, and continues from earlier rows", async () => {
		await write(2);
		expect(await startWith(first)).toMatchObject({ seq: 3, action: "audit-keyed" });
		expect(await startWith(first)).toBeUndefined();
		await write(1);
		expect(written).toEqual([4]);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 4 });
	});
	test("cannot be recomputed without the key", async () => {
		await startWith(first);
		await write(3);
		await chainAnew();
		expect(await reasons()).toEqual([[4, "unkeyed"]]);
		await tamper("update audit set body = replace(body, 'person 2', 'x')");
		await chainAnew();
		expect((await reasons()).length).toBeGreaterThan(0);
	});
	test("does not accept unsigned rows afterwards", async () => {
		await startWith(first);
		await startWith("");
		await write(1);
		await startWith(first);
		expect(await reasons()).toEqual([
			[2, "unkeyed"],
			[3, "unkeyed"],
		]);
	});
	test("rotates keys, and keeps the old one for verification", async () => {
		await startWith(first);
		await write(1);
		expect(await startWith(`${second}\n# the old key\n${first}`)).toMatchObject({ seq: 3 });
		expect(await reasons()).toEqual([]);
		await startWith(second);
		expect(await reasons()).toEqual([
			[1, "unknown-key"],
			[2, "unknown-key"],
		]);
	});
	test("does not pass for empty when everything was removed", async () => {
		await startWith(first);
		const zero = "0".repeat(64);
		await tamper(`delete from audit; update audit_head set seq = 0, hash = '${zero}'`);
		expect(await reasons()).toEqual([[0, "unkeyed"]]);
	});
	test("is still signed after pruning", async () => {
		await startWith(first);
		await write(10);
		await pruneOnce(store, 3, day(9));
		expect(await reasons()).toEqual([]);
	});
});

describe("a page", () => {
	test("starts with the newest row and says where the next page starts", async () => {
		await write(5);
		const first = await store.auditPage({}, { limit: 2 });
		expect(first.entries.map(({ seq }) => seq)).toEqual([5, 4]);
		const second = await store.auditPage({}, { limit: 2, before: first.next ?? 0 });
		expect(second.entries.map(({ seq }) => seq)).toEqual([3, 2]);
		const last = await store.auditPage({}, { limit: 2, before: second.next ?? 0 });
		expect(last.entries.map(({ seq }) => seq)).toEqual([1]);
		expect(last.next).toBeUndefined();
	});
	test("contains what was asked for", async () => {
		await write(3);
		await store.appendAudit(lookedUp("Ünal%_", { id: "2", name: "ALEX" }), day(5));
		const seqs = async (filter: object) =>
			(await store.auditPage(filter, { limit: 10 })).entries.map(({ seq }) => seq);
		expect(await seqs({ words: "alex" })).toEqual([4]);
		expect(await seqs({ words: "ünal" })).toEqual([4]);
		expect(await seqs({ words: "%" })).toEqual([4]);
		expect(await seqs({ words: "sam.okafor" })).toEqual([3, 2, 1]);
		expect(await seqs({ action: "link-made" })).toEqual([]);
		expect(await seqs({ from: "2026-01-02T00:00:00Z", to: "2026-01-04T00:00:00Z" })).toEqual([
			3, 2,
		]);
	});
});
