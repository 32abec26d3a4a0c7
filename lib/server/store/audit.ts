import { type Kysely, sql, type Transaction } from "kysely";
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
import type { Tables } from "./tables.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How many rows are in memory at once while the chain is walked or exported. */
const PORTION = 1_000;

/** The audit: rows are added, and in the end taken away from the oldest on; none is ever changed. */
export type AuditStore = {
	appendAudit(event: AuditEvent, now: Date): Promise<AuditEntry>;
	/** One page, the newest first, from the row before `before` on; long details are cut off. */
	auditPage(filter: AuditFilter, page: { before?: number; limit: number }): Promise<AuditPage>;
	/** Every row that fits, the oldest first. */
	auditRows(filter: AuditFilter): AsyncIterable<AuditEntry>;
	verifyAudit(): Promise<AuditVerdict>;
	/**
	 * Writes down that rows are signed with another key from now on, if they are. From then on the chain is
	 * never without a signed row. @returns the row, or undefined when nothing has changed
	 */
	noteAuditKey(actor: Agent, now: Date): Promise<AuditEntry | undefined>;
	/**
	 * Takes away the rows of before `before` and notes where the chain now begins, signed for by a row of
	 * its own in the chain. @returns how many were taken away
	 */
	pruneAudit(before: Date, event: Omit<AuditEvent, "details">, now: Date): Promise<number>;
};

/** What signs the rows, and who hears of each once it is written. */
export type AuditSigning = { keys: AuditKeys; onWritten: (entry: AuditEntry) => void };

export const UNSIGNED: AuditSigning = { keys: [], onWritten: () => undefined };

export function auditIn(db: Kysely<Tables>, { keys, onWritten }: AuditSigning): AuditStore {
	const inOne = async (write: (tx: Transaction<Tables>) => Promise<AuditEntry | undefined>) => {
		const entry = await db.transaction().execute(write);
		if (entry) onWritten(entry);
		return entry;
	};
	return {
		async appendAudit(event, now) {
			const entry = await db.transaction().execute((tx) => appendAudit(tx, { event, now, keys }));
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
			const verdict = await verifyChain(rowsOf(db, {}, head.end.seq), { ...head, keys });
			// Retention may have moved the beginning meanwhile.
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
			return rows;
		},
	};
}

/** Adds a row within a transaction, so that nothing is done without being written down. */
export async function appendAudit(
	tx: Transaction<Tables>,
	{ event, now, keys }: { event: AuditEvent; now: Date; keys: AuditKeys },
): Promise<AuditEntry> {
	// The update comes first: it makes other processes wait until this row is there.
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

/** A row may name a thousand people; a page of such rows is not for reading. `auditRows` has all of it. */
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
	await tx.deleteFrom("audit").where("seq", "<=", upTo).execute();
	await tx
		.updateTable("audit_head")
		.set({ start_seq: upTo, start_hash: last.hash })
		.where("id", "=", 1)
		.execute();
	return { rows, entry };
}

/** Makes other processes wait until this transaction is over, so that what is read next stays so. */
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

/** Rows in portions, the oldest first, so that a long audit never is in memory as a whole. */
async function* rowsOf(
	db: Kysely<Tables>,
	filter: AuditFilter,
	upTo = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<AuditRow> {
	for (let after = -1; ; ) {
		const rows = await filtered(db, filter)
			.where("seq", ">", after)
			.where("seq", "<=", upTo)
			.orderBy("seq")
			.limit(PORTION)
			.execute();
		yield* rows;
		if (rows.length < PORTION) return;
		after = Number(rows.at(-1)?.seq);
	}
}

/** Rows' words are in lower case, so that it does not matter that SQLite takes `A` for `a` here. */
function containing(words: string): string {
	return `%${words.toLowerCase().replaceAll(/[!%_]/g, "!$&")}%`;
}

function filtered(db: Kysely<Tables>, { action, words, from, to }: AuditFilter) {
	let query = db.selectFrom("audit").selectAll();
	if (action) query = query.where("action", "=", action);
	if (words) query = query.where(sql<boolean>`words like ${containing(words)} escape '!'`);
	if (from) query = query.where("at_ms", ">=", Date.parse(from));
	if (to) query = query.where("at_ms", "<", Date.parse(to) + DAY_MS);
	return query;
}
