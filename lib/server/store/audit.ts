import { type Kysely, sql, type Transaction } from "kysely";
import type {
	AuditEntry,
	AuditEvent,
	AuditFilter,
	AuditPage,
	AuditVerdict,
} from "#lib/core/audit/audit-entry.ts";
import {
	type AuditRow,
	auditBody,
	auditColumns,
	auditEntry,
	type ChainPoint,
	rowHash,
	verifyChain,
} from "#lib/server/audit/audit-chain.ts";
import type { Tables } from "./tables.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How many rows are in memory at once while the chain is walked or exported. */
const PORTION = 1_000;

/** The audit: rows are added, and in the end taken away from the oldest on; none is ever changed. */
export type AuditStore = {
	appendAudit(event: AuditEvent, now: Date): Promise<AuditEntry>;
	/** One page, the newest first, from the row before `before` on. */
	auditPage(filter: AuditFilter, page: { before?: number; limit: number }): Promise<AuditPage>;
	/** Every row that fits, the oldest first. */
	auditRows(filter: AuditFilter): AsyncIterable<AuditEntry>;
	verifyAudit(): Promise<AuditVerdict>;
	/**
	 * Takes away the rows of before `before` and notes where the chain now begins, signed for by a row of
	 * its own in the chain. @returns how many were taken away
	 */
	pruneAudit(before: Date, event: Omit<AuditEvent, "details">, now: Date): Promise<number>;
};

export function auditIn(db: Kysely<Tables>): AuditStore {
	return {
		appendAudit: (event, now) => db.transaction().execute((tx) => appendAudit(tx, event, now)),
		async auditPage(filter, { before, limit }) {
			let query = filtered(db, filter)
				.orderBy("seq", "desc")
				.limit(limit + 1);
			if (before !== undefined) query = query.where("seq", "<", before);
			const rows = await query.execute();
			const entries = rows.slice(0, limit).map(auditEntry);
			return { entries, next: rows.length > limit ? entries.at(-1)?.seq : undefined };
		},
		async *auditRows(filter) {
			for await (const row of rowsOf(db, filter)) yield auditEntry(row);
		},
		async verifyAudit() {
			const head = await headOf(db);
			const verdict = await verifyChain(rowsOf(db, {}, head.end.seq), head);
			// Retention may have moved the beginning meanwhile.
			const isMoved = !verdict.ok && (await headOf(db)).start.seq !== head.start.seq;
			return isMoved ? await this.verifyAudit() : verdict;
		},
		pruneAudit: (before, event, now) =>
			db.transaction().execute((tx) => prune(tx, { before, event, now })),
	};
}

/** Adds a row within a transaction, so that nothing is done without being written down. */
export async function appendAudit(
	tx: Transaction<Tables>,
	event: AuditEvent,
	now: Date,
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
	const hash = rowHash({ seq: seq - 1, hash: head.hash }, { seq, body });
	await tx
		.insertInto("audit")
		.values({ seq, body, hash, ...auditColumns(body) })
		.execute();
	await tx.updateTable("audit_head").set({ hash }).where("id", "=", 1).execute();
	return auditEntry({ seq, body, hash });
}

type Pruning = { before: Date; event: Omit<AuditEvent, "details">; now: Date };

async function prune(tx: Transaction<Tables>, { before, event, now }: Pruning): Promise<number> {
	const { start, end } = await headOf(tx);
	const kept = await tx
		.selectFrom("audit")
		.select(({ fn }) => fn.min("seq").as("seq"))
		.where("at_ms", ">=", before.getTime())
		.executeTakeFirst();
	const upTo = (kept?.seq == null ? end.seq + 1 : Number(kept.seq)) - 1;
	if (upTo <= start.seq) return 0;
	const last = await tx
		.selectFrom("audit")
		.select("hash")
		.where("seq", "=", upTo)
		.executeTakeFirstOrThrow();
	const rows = upTo - start.seq;
	await appendAudit(tx, { ...event, details: { upTo, hash: last.hash, rows } }, now);
	await tx.deleteFrom("audit").where("seq", "<=", upTo).execute();
	await tx
		.updateTable("audit_head")
		.set({ start_seq: upTo, start_hash: last.hash })
		.where("id", "=", 1)
		.execute();
	return rows;
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

function filtered(db: Kysely<Tables>, { action, words, from, to }: AuditFilter) {
	let query = db.selectFrom("audit").selectAll();
	if (action) query = query.where("action", "=", action);
	if (words) query = query.where(sql<boolean>`instr(words, ${words.toLowerCase()}) > 0`);
	if (from) query = query.where("at_ms", ">=", Date.parse(from));
	if (to) query = query.where("at_ms", "<", Date.parse(to) + DAY_MS);
	return query;
}
