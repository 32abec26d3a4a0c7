import { auditCsv, auditCsvHead } from "#lib/core/audit/audit-csv.ts";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import type { Separator } from "#lib/core/csv.ts";

/** Marks the file as UTF-8 for spreadsheets. */
const BYTE_ORDER_MARK = "\ufeff";
/** Between two portions others have their turn. */
const PORTION = 500;

export type AuditFileForm = { kind: "csv"; separator: Separator } | { kind: "json" };

/** Writes rows as a file, a portion at a time, so that a long audit is never in memory as a whole. */
export async function* auditFile(
	rows: AsyncIterable<AuditEntry>,
	form: AuditFileForm,
): AsyncGenerator<string> {
	yield form.kind === "csv" ? BYTE_ORDER_MARK + auditCsvHead(form.separator) : "[";
	let isFirst = true;
	for await (const some of portions(rows)) {
		if (form.kind === "csv") yield auditCsv(some, form.separator);
		else
			yield some
				.map((entry) => `\n\t${JSON.stringify(entry)}`)
				.join(",")
				.replace(/^/, isFirst ? "" : ",");
		isFirst = false;
	}
	if (form.kind === "json") yield isFirst ? "]\n" : "\n]\n";
}

async function* portions(rows: AsyncIterable<AuditEntry>): AsyncGenerator<AuditEntry[]> {
	let some: AuditEntry[] = [];
	for await (const row of rows) {
		some.push(row);
		if (some.length < PORTION) continue;
		yield some;
		some = [];
		// Not only the turn of what waits for the database: also of the network.
		await new Promise((resolve) => setImmediate(resolve));
	}
	if (some.length > 0) yield some;
}
