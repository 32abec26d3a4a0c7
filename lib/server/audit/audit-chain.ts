import { createHash, createHmac } from "node:crypto";
import type {
	AuditBreak,
	AuditBreakReason,
	AuditDetails,
	AuditEntry,
	AuditEvent,
	AuditVerdict,
} from "#lib/core/audit/audit-entry.ts";
import type { AuditKey, AuditKeys } from "./audit-keys.ts";

/** A row as stored; the columns besides `body` exist for searching. */
export type AuditRow = { seq: number; body: string; hash: string; key_id: string } & AuditColumns;
type AuditColumns = { at_ms: number; action: string; words: string };

/** Where a chain starts or ends. */
export type ChainPoint = { seq: number; hash: string };

/** The predecessor of the very first row. */
const GENESIS: ChainPoint = { seq: 0, hash: "0".repeat(64) };

/**
 * A row's content as hashed and stored: the same content always gives the same text, whatever the
 * order of keys.
 */
export function auditBody(event: AuditEvent, at: Date): string {
	const { actor, action, subject, details = {}, result } = event;
	const sorted = Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
	const content = [
		at.toISOString(),
		[actor.id, actor.name],
		action,
		subject ? [subject.id, subject.name] : null,
		sorted,
		result,
	];
	// No database preserves a lone surrogate.
	return JSON.stringify(content, (_, value) =>
		typeof value === "string" ? value.toWellFormed() : value,
	);
}

/** Parses what `auditBody` wrote. @throws when the text is not a valid row */
export function auditEntry({
	seq,
	body,
	hash,
	key_id,
}: Pick<AuditRow, "seq" | "body" | "hash" | "key_id">): AuditEntry {
	const [at, actor, action, subject, details, result] = JSON.parse(body);
	return {
		seq,
		at: new Date(at),
		actor: { id: actor[0], name: actor[1] },
		action,
		subject: subject ? { id: subject[0], name: subject[1] } : undefined,
		details: Object.fromEntries(details) as AuditDetails,
		result,
		keyId: key_id,
		hash,
	};
}

/** The searchable columns, derived from the body. */
export function auditColumns(body: string): AuditColumns {
	const { at, action, actor, subject, details } = auditEntry({
		seq: 0,
		body,
		hash: "",
		key_id: "",
	});
	const { who } = details;
	const names = [actor.name, subject?.name ?? "", ...(who === undefined ? [] : [who])];
	const words = names.join("\n").toLowerCase().toWellFormed();
	return { at_ms: at.getTime(), action, words };
}

/**
 * The hash of the row's number, the previous row's hash and its own content: HMAC-SHA256 with a
 * key, else SHA-256, which anybody who can write to the database can compute as well.
 */
export function rowHash(
	previous: ChainPoint,
	{ seq, body }: Pick<AuditRow, "seq" | "body">,
	key: AuditKey | undefined,
): string {
	const hash = key ? createHmac("sha256", key.secret) : createHash("sha256");
	return hash.update(`${seq}\n${previous.hash}\n${body}`).digest("hex");
}

/** The most breaks to list; an export shows them all. */
const MOST_BREAKS = 100;

/**
 * Walks a chain from its start to its expected end and lists every place that differs from what was
 * written: removed, changed, unsigned, or truncated at the start without a signed retention row.
 * After a break it continues from the row found, so that later rows are checked, too.
 *
 * @param start the row before the first one, as recorded by retention
 * @param end the last row, as recorded when it was written
 */
export async function verifyChain(
	rows: AsyncIterable<AuditRow>,
	{ start, end, keys }: { start: ChainPoint; end: ChainPoint; keys: AuditKeys },
): Promise<AuditVerdict> {
	const found: AuditBreak[] = [];
	const broken = (seq: number, reason: AuditBreakReason, upTo = seq) => {
		if (found.length <= MOST_BREAKS) found.push({ seq, upTo, reason });
	};
	let previous = start;
	/** Whether the previous row is there to compare with. */
	let isLinked = true;
	let keyId = "";
	let count = 0;
	let signedStart: ChainPoint = GENESIS;
	for await (const row of rows) {
		if (row.seq > previous.seq + 1) {
			broken(previous.seq + 1, "removed", row.seq - 1);
			isLinked = false;
		}
		const reason = flawOf(row, { previous: isLinked ? previous : undefined, keyId, keys });
		if (reason) broken(row.seq, reason);
		else signedStart = pruningOf(row) ?? signedStart;
		previous = { seq: row.seq, hash: row.hash };
		isLinked = true;
		keyId = row.key_id || keyId;
		count += 1;
	}
	if (previous.seq < end.seq) broken(previous.seq + 1, "removed", end.seq);
	else if (previous.hash !== end.hash) broken(previous.seq, "changed");
	// A portal with a key signs a row when it starts.
	if (keys.length > 0 && keyId === "") broken(end.seq, "unkeyed");
	if (signedStart.seq !== start.seq || signedStart.hash !== start.hash) {
		broken(start.seq + 1, "unsigned-start");
	}
	const breaks = found.toSorted((a, b) => a.seq - b.seq);
	if (breaks.length > 0) {
		return { ok: false, breaks: breaks.slice(0, MOST_BREAKS), isMore: breaks.length > MOST_BREAKS };
	}
	const { seq: last, hash } = previous;
	return { ok: true, rows: count, first: start.seq + 1, last, hash, keyId };
}

type Expected = {
	/** `undefined`: missing, so only the row itself can be checked. */
	previous: ChainPoint | undefined;
	/** The key of the last earlier row that had one. */
	keyId: string;
	keys: AuditKeys;
};

/** What is wrong with a row. */
function flawOf(row: AuditRow, { previous, keyId, keys }: Expected): AuditBreakReason | undefined {
	if (!hasOwnColumns(row)) return "changed";
	const key = keys.find(({ id }) => id === row.key_id);
	if (row.key_id !== "" && !key) return "unknown-key";
	if (row.key_id === "" && keyId !== "") return "unkeyed";
	return previous && row.hash !== rowHash(previous, row, key) ? "changed" : undefined;
}

/** A row with changed columns would be hidden from searches. */
function hasOwnColumns(row: AuditRow): boolean {
	try {
		const { at_ms, action, words } = auditColumns(row.body);
		return row.at_ms === at_ms && row.action === action && row.words === kept(words, row);
	} catch {
		// The body no longer parses as a row.
		return false;
	}
}

/** PostgreSQL cannot store U+0000, so another character replaces it there. */
function kept(words: string, row: AuditRow): string {
	return row.words.includes("\0") ? words : words.replaceAll("\0", "\ufffd");
}

/** The start recorded by a retention row that is itself in the chain. */
function pruningOf(row: AuditRow): ChainPoint | undefined {
	const { action, details } = auditEntry(row);
	if (action !== "audit-pruned") return undefined;
	return { seq: Number(details.upTo), hash: String(details.hash) };
}
