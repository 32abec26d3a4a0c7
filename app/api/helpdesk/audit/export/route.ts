import { auditCsv } from "#lib/core/audit/audit-csv.ts";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { auditQuery } from "#lib/server/audit/audit-query.ts";
import { now } from "#lib/server/clock/clock.ts";
import { asHelpdesk, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";

export const dynamic = "force-dynamic";

/** Marks the file as UTF-8 for spreadsheets. */
const BYTE_ORDER_MARK = "\ufeff";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** All rows that fit as a file, the oldest first. That it was taken is itself written down, as its last row. */
	GET: asHelpdesk(async ({ request, portal, agent }) => {
		const query = auditQuery(request);
		if (!query.ok) return problem("body-mistaken", query.detail);
		const { filter, format } = query;
		const details = said({ ...filter, format });
		const event = { actor: agent, action: "audit-exported", details, result: "done" } as const;
		await portal.store.appendAudit(event, now());
		const entries: AuditEntry[] = [];
		for await (const entry of portal.store.auditRows(filter)) entries.push(entry);
		const isCsv = format === "csv";
		const text = isCsv ? BYTE_ORDER_MARK + auditCsv(entries) : JSON.stringify(entries, null, "\t");
		return new Response(text, {
			headers: {
				"Content-Type": isCsv ? "text/csv; charset=utf-8" : "application/json",
				"Content-Disposition": `attachment; filename="audit.${format}"`,
				"Cache-Control": "no-store",
			},
		});
	}),
});

/** What was asked for, without what was not. */
function said(asked: Record<string, string | undefined>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])),
	);
}
