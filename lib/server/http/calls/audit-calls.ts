import { now } from "#lib/clock/clock.ts";
import { auditCsv, auditCsvHead } from "#lib/core/audit/audit-csv.ts";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import type { Separator } from "#lib/core/csv.ts";
import { type Calls, done } from "../call.ts";

const PAGE = 50;

export const auditCalls: Calls<
	| "GET /api/helpdesk/audit"
	| "GET /api/helpdesk/audit/verification"
	| "GET /api/helpdesk/audit/export"
> = {
	"GET /api/helpdesk/audit": async ({ portal, query }) => {
		const { before, format: _, separator: __, ...filter } = query;
		const page = { limit: PAGE, ...(before !== undefined && { before }) };
		return done(await portal.store.auditPage(filter, page));
	},

	"GET /api/helpdesk/audit/verification": async ({ portal }) =>
		done(await portal.store.verifyAudit()),

	/** Oldest row first. The export itself is recorded, as the last row. */
	"GET /api/helpdesk/audit/export": async ({ portal: { store }, query, agent }) => {
		const { format, separator, before: _, ...filter } = query;
		const details = withoutNothing({ ...filter, format });
		const event = { actor: agent, action: "audit-exported", details, result: "done" } as const;
		await store.appendAudit(event, now());
		const isCsv = format === "csv";
		const form = isCsv ? { kind: format, separator } : { kind: format };
		return {
			ok: true,
			value: auditFile(store.auditRows(filter), form),
			headers: {
				"Content-Type": isCsv ? "text/csv; charset=utf-8" : "application/json",
				"Content-Disposition": `attachment; filename="audit.${format}"`,
			},
		};
	},
};

function withoutNothing(asked: Record<string, string | undefined>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])),
	);
}

/** Marks the file as UTF-8 for spreadsheets. */
const BYTE_ORDER_MARK = "\ufeff";
/** Rows that are written at once. */
const PORTION = 500;

type AuditFileForm = { kind: "csv"; separator: Separator } | { kind: "json" };

/** Writes rows as a file, one portion at a time, so that a long audit is never held in memory. */
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
	}
	if (some.length > 0) yield some;
}
