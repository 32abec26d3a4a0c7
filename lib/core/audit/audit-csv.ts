import { csv, type Separator } from "../csv.ts";
import type { AuditEntry } from "./audit-entry.ts";

const HEAD = [
	"seq",
	"at",
	"action",
	"result",
	"actor_id",
	"actor",
	"subject_id",
	"subject",
	"details",
	"key",
	"hash",
];

/** The first line of an export. Column names are for programs and are not translated. */
export function auditCsvHead(separator: Separator): string {
	return csv([HEAD], separator);
}

/** Rows of an export, in the order given. */
export function auditCsv(entries: readonly AuditEntry[], separator: Separator): string {
	return csv(entries.map(row), separator);
}

function row({ seq, at, action, result, actor, subject, details, keyId, hash }: AuditEntry) {
	return [
		seq,
		at.toISOString(),
		action,
		result,
		actor.id,
		actor.name,
		subject?.id ?? "",
		subject?.name ?? "",
		Object.keys(details).length > 0 ? JSON.stringify(details) : "",
		keyId,
		hash,
	];
}
