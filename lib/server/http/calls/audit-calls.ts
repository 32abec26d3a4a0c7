import { now } from "#lib/clock/clock.ts";
import { auditFile } from "#lib/server/audit/audit-file.ts";
import { type Calls, done } from "../call.ts";

const PAGE = 50;

/** The helpdesk's calls about the audit. */
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

	/** The oldest row first. That it was taken is itself written down, as the last row. */
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
