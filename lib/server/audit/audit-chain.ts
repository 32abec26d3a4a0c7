import { createHash } from "node:crypto";
import type {
	AuditBreak,
	AuditDetails,
	AuditEntry,
	AuditEvent,
	AuditVerdict,
} from "#lib/core/audit/audit-entry.ts";

/** A row as it is stored; the columns beside its body are what is searched for. */
export type AuditRow = { seq: number; body: string; hash: string } & AuditColumns;
type AuditColumns = { at_ms: number; action: string; words: string };

/** Where a chain begins or ends. */
export type ChainPoint = { seq: number; hash: string };

/** What the first row ever is chained to. */
const GENESIS: ChainPoint = { seq: 0, hash: "0".repeat(64) };

/** The content of a row as it is hashed and kept: one text for one content, whatever the order of keys. */
export function auditBody(event: AuditEvent, at: Date): string {
	const { actor, action, subject, details = {}, result } = event;
	const sorted = Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([
		at.toISOString(),
		[actor.id, actor.name],
		action,
		subject ? [subject.id, subject.name] : null,
		sorted,
		result,
	]);
}

/** Reads what `auditBody` wrote. @throws when a row was changed so that it is no such content */
export function auditEntry({
	seq,
	body,
	hash,
}: Pick<AuditRow, "seq" | "body" | "hash">): AuditEntry {
	const [at, actor, action, subject, details, result] = JSON.parse(body);
	return {
		seq,
		at: new Date(at),
		actor: { id: actor[0], name: actor[1] },
		action,
		subject: subject ? { id: subject[0], name: subject[1] } : undefined,
		details: Object.fromEntries(details) as AuditDetails,
		result,
		hash,
	};
}

/** What is searched for, as the body has it. */
export function auditColumns(body: string): AuditColumns {
	const { at, action, actor, subject } = auditEntry({ seq: 0, body, hash: "" });
	const words = `${actor.name}\n${subject?.name ?? ""}`.toLowerCase();
	return { at_ms: at.getTime(), action, words };
}

/** SHA-256 over the row's number, the hash of the row before it, and its own content. */
export function rowHash(
	previous: ChainPoint,
	{ seq, body }: Pick<AuditRow, "seq" | "body">,
): string {
	return createHash("sha256").update(`${seq}\n${previous.hash}\n${body}`).digest("hex");
}

/**
 * Walks a chain from where it begins to where it should end, and names the first row that is not as it
 * was written: removed, changed, or cut off at the beginning without retention having signed for it.
 *
 * @param start the row before the first one, as retention left it
 * @param end the last row, as it was noted when it was written
 */
export async function verifyChain(
	rows: AsyncIterable<AuditRow>,
	{ start, end }: { start: ChainPoint; end: ChainPoint },
): Promise<AuditVerdict> {
	const broken = (seq: number, because: AuditBreak) => ({ ok: false, seq, because }) as const;
	let previous = start;
	let count = 0;
	let signedStart: ChainPoint = GENESIS;
	for await (const row of rows) {
		if (row.seq !== previous.seq + 1) return broken(previous.seq + 1, "removed");
		if (row.hash !== rowHash(previous, row) || !hasOwnColumns(row)) {
			return broken(row.seq, "changed");
		}
		signedStart = pruningOf(row) ?? signedStart;
		previous = { seq: row.seq, hash: row.hash };
		count += 1;
	}
	if (previous.seq < end.seq) return broken(previous.seq + 1, "removed");
	if (previous.hash !== end.hash) return broken(previous.seq, "changed");
	if (signedStart.seq !== start.seq || signedStart.hash !== start.hash) {
		return broken(start.seq + 1, "unsigned-start");
	}
	return { ok: true, rows: count, first: start.seq + 1, last: previous.seq, hash: previous.hash };
}

/** A row whose columns were changed would be hidden from whoever searches for it. */
function hasOwnColumns(row: AuditRow): boolean {
	const { at_ms, action, words } = auditColumns(row.body);
	return row.at_ms === at_ms && row.action === action && row.words === words;
}

/** The start that a row of retention signs for, by being in the chain itself. */
function pruningOf(row: AuditRow): ChainPoint | undefined {
	const { action, details } = auditEntry(row);
	if (action !== "audit-pruned") return undefined;
	return { seq: Number(details.upTo), hash: String(details.hash) };
}
