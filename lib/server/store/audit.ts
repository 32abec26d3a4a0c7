import { setImmediate as othersTurn } from "node:timers/promises";
import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import type {
	AuditEntry,
	AuditEvent,
	AuditFilter,
	AuditPage,
	AuditVerdict,
} from "#lib/core/audit/audit-entry.ts";
import type { Agent } from "#lib/core/link/link.ts";
import {
	type AuditRow,
	auditBody,
	auditColumns,
	auditEntry,
	type ChainPoint,
	rowHash,
	verifyChain,
} from "#lib/server/audit/audit-chain.ts";
import type { AuditKeys } from "#lib/server/audit/audit-keys.ts";
import { type CallKey, once } from "./answers.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import type { Tables } from "./tables.ts";

/** How many rows are held in memory while the chain is verified or exported. */
const PORTION = 500;

/** The audit: rows are appended and eventually deleted, oldest first; none is ever changed. */
export type AuditStore = {
	/** @param key the recorded call, by which a repetition finds the row */
	appendAudit(event: AuditEvent, now: Date, key?: CallKey): Promise<AuditEntry>;
	/** One page, newest first, starting before row `before`; long details are truncated. */
	auditPage(filter: AuditFilter, page: { before?: number; limit: number }): Promise<AuditPage>;
	/** Every matching row, oldest first. */
	auditRows(filter: AuditFilter): AsyncIterable<AuditEntry>;
	verifyAudit(): Promise<AuditVerdict>;
	/**
	 * Records a change of the signing key, if there was one. From then on the chain is never without a
	 * signed row. @returns the row, or undefined when nothing changed
	 */
	noteAuditKey(actor: Agent, now: Date): Promise<AuditEntry | undefined>;
	/**
	 * Deletes the rows from before `before` and records the chain's new start, vouched for by a row in
	 * the chain. @returns how many were deleted
	 */
	pruneAudit(before: Date, event: Omit<AuditEvent, "details">, now: Date): Promise<number>;
};

/** The keys that sign rows, and a listener for each written row. */
export type AuditSigning = { keys: AuditKeys; onWritten: (entry: AuditEntry) => void };

export const UNSIGNED: AuditSigning = { keys: [], onWritten: () => undefined };

export function auditIn(db: Kysely<Tables>, { keys, onWritten }: AuditSigning): AuditStore {
	const inOne = async (write: (tx: Transaction<Tables>) => Promise<AuditEntry | undefined>) => {
		const entry = await db.transaction().execute(write);
		if (entry) onWritten(entry);
		return entry;
	};
	return {
		async appendAudit(event, now, key) {
			const entry = await db.transaction().execute(async (tx) => {
				const append = async () => (await appendAudit(tx, { event, now, keys })).seq;
				const seq = await once(tx, { key, name: "audit", now }, append);
				return auditEntry(
					await tx.selectFrom("audit").selectAll().where("seq", "=", seq).executeTakeFirstOrThrow(),
				);
			});
			onWritten(entry);
			return entry;
		},
		noteAuditKey: (actor, now) =>
			inOne(async (tx) => {
				await holdHead(tx);
				const last = await tx
					.selectFrom("audit")
					.select("key_id")
					.orderBy("seq", "desc")
					.limit(1)
					.executeTakeFirst();
				const [key] = keys;
				if ((key?.id ?? "") === (last?.key_id ?? "")) return undefined;
				const details = { key: key?.id ?? "none" };
				const event = { actor, action: "audit-keyed", details, result: "done" } as const;
				return await appendAudit(tx, { event, now, keys });
			}),
		async auditPage(filter, { before, limit }) {
			let query = filtered(db, filter)
				.orderBy("seq", "desc")
				.limit(limit + 1);
			if (before !== undefined) query = query.where("seq", "<", before);
			const rows = await query.execute();
			const entries = rows.slice(0, limit).map(auditEntry).map(atAGlance);
			return { entries, next: rows.length > limit ? entries.at(-1)?.seq : undefined };
		},
		async *auditRows(filter) {
			for await (const row of rowsOf(db, filter)) yield auditEntry(row);
		},
		async verifyAudit() {
			const head = await headOf(db);
			const rows = rowsOf(db, {}, { after: head.start.seq, upTo: head.end.seq });
			const verdict = await verifyChain(rows, { ...head, keys });
			// Retention may have moved the start meanwhile.
			const isMoved = !verdict.ok && (await headOf(db)).start.seq !== head.start.seq;
			return isMoved ? await this.verifyAudit() : verdict;
		},
		async pruneAudit(before, event, now) {
			let rows = 0;
			await inOne(async (tx) => {
				const pruned = await prune(tx, { before, event, now, keys });
				rows = pruned?.rows ?? 0;
				return pruned?.entry;
			});
			// Includes rows that an earlier run did not get to.
			const where = sql<SqlBool>`seq <= ${(await headOf(db)).start.seq}`;
			await deleteInPortions(db, { from: "audit", key: "seq", where });
			return rows;
		},
	};
}

/** Appends a row within a transaction, so that nothing is done without being recorded. */
export async function appendAudit(
	tx: Transaction<Tables>,
	{ event, now, keys }: { event: AuditEvent; now: Date; keys: AuditKeys },
): Promise<AuditEntry> {
	// The update comes first: it makes other processes wait until this row exists.
	const head = await tx
		.updateTable("audit_head")
		.set({ seq: sql<number>`seq + 1` })
		.where("id", "=", 1)
		.returning(["seq", "hash"])
		.executeTakeFirstOrThrow();
	const seq = Number(head.seq);
	const body = auditBody(event, now);
	const [key] = keys;
	const key_id = key?.id ?? "";
	const hash = rowHash({ seq: seq - 1, hash: head.hash }, { seq, body }, key);
	await tx
		.insertInto("audit")
		.values({ seq, body, hash, key_id, ...auditColumns(body) })
		.execute();
	await tx.updateTable("audit_head").set({ hash }).where("id", "=", 1).execute();
	return auditEntry({ seq, body, hash, key_id });
}

const LONGEST_DETAIL = 200;

/** A row may list a thousand people, which is too long for a page. `auditRows` returns it in full. */
function atAGlance(entry: AuditEntry): AuditEntry {
	const details = Object.entries(entry.details).map(([name, value]) => {
		const isLong = typeof value === "string" && value.length > LONGEST_DETAIL;
		return [name, isLong ? `${value.slice(0, LONGEST_DETAIL).toWellFormed()}…` : value];
	});
	return { ...entry, details: Object.fromEntries(details) };
}

type Pruning = {
	before: Date;
	event: Omit<AuditEvent, "details">;
	now: Date;
	keys: AuditKeys;
};

/** Moves the chain's start; the rows before it no longer count, and are deleted afterwards. */
async function prune(tx: Transaction<Tables>, { before, event, now, keys }: Pruning) {
	await holdHead(tx);
	const { start, end } = await headOf(tx);
	const kept = await tx
		.selectFrom("audit")
		.select(({ fn }) => fn.min("seq").as("seq"))
		.where("at_ms", ">=", before.getTime())
		.executeTakeFirst();
	const upTo = (kept?.seq == null ? end.seq + 1 : Number(kept.seq)) - 1;
	if (upTo <= start.seq) return undefined;
	const last = await tx
		.selectFrom("audit")
		.select("hash")
		.where("seq", "=", upTo)
		.executeTakeFirstOrThrow();
	const rows = upTo - start.seq;
	const details = { upTo, hash: last.hash, rows };
	const entry = await appendAudit(tx, { event: { ...event, details }, now, keys });
	await tx
		.updateTable("audit_head")
		.set({ start_seq: upTo, start_hash: last.hash })
		.where("id", "=", 1)
		.execute();
	return { rows, entry };
}

/** Makes other processes wait for the end of this transaction, so that later reads stay valid. */
async function holdHead(tx: Transaction<Tables>): Promise<void> {
	await tx.updateTable("audit_head").set({ seq: sql<number>`seq` }).where("id", "=", 1).execute();
}

async function headOf(db: Kysely<Tables>): Promise<{ start: ChainPoint; end: ChainPoint }> {
	const head = await db.selectFrom("audit_head").selectAll().executeTakeFirstOrThrow();
	return {
		start: { seq: Number(head.start_seq), hash: head.start_hash },
		end: { seq: Number(head.seq), hash: head.hash },
	};
}

/**
 * Rows in portions, oldest first, so that a long audit is never held in memory. Between two portions
 * other work gets a turn, since SQLite blocks while it answers.
 */
async function* rowsOf(
	db: Kysely<Tables>,
	filter: AuditFilter,
	{ after = -1, upTo = Number.MAX_SAFE_INTEGER } = {},
): AsyncGenerator<AuditRow> {
	for (;;) {
		const rows = await filtered(db, filter)
			.where("seq", ">", after)
			.where("seq", "<=", upTo)
			.orderBy("seq")
			.limit(PORTION)
			.execute();
		yield* rows;
		if (rows.length < PORTION) return;
		after = Number(rows.at(-1)?.seq);
		await othersTurn();
	}
}

/** Search terms are in lower case, so it does not matter that SQLite's LIKE ignores case. */
function containing(words: string): string {
	return `%${words.toLowerCase().replaceAll(/[!%_]/g, "!$&")}%`;
}

/**
 * Excludes a group's rows without a subject (`portionEvent`), by the start of what `auditBody`
 * writes; a name may be 256 characters long.
 */
const NO_BATCH = sql<boolean>`(action <> 'cohort-looked-up' or substr(body, 1, 1000) not like '%],"cohort-looked-up",null,%')`;

function filtered(db: Kysely<Tables>, { action, words, from, to, batches }: AuditFilter) {
	let query = db.selectFrom("audit").selectAll();
	if (action) query = query.where("action", "=", action);
	if (words) query = query.where(sql<boolean>`words like ${containing(words)} escape '!'`);
	if (batches === "left-out") query = query.where(NO_BATCH);
	if (from) query = query.where("at_ms", ">=", Date.parse(from));
	if (to) query = query.where("at_ms", "<", Date.parse(to));
	return query;
}
