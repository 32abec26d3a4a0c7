import { Readable } from "node:stream";
import { auditFile } from "#lib/server/audit/audit-file.ts";
import { auditQuery } from "#lib/server/audit/audit-query.ts";
import { now } from "#lib/server/clock/clock.ts";
import { asHelpdesk, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** All rows that fit as a file, the oldest first. That it was taken is itself written down, as its last row. */
	GET: asHelpdesk(async ({ request, portal, agent }) => {
		const query = auditQuery(request);
		if (!query.ok) return problem("body-mistaken", query.detail);
		const { filter, form } = query;
		const details = said({ ...filter, format: form.kind });
		const event = { actor: agent, action: "audit-exported", details, result: "done" } as const;
		await portal.store.appendAudit(event, now());
		const file = auditFile(portal.store.auditRows(filter), form);
		const body = Readable.toWeb(
			Readable.from(file).map((text) => Buffer.from(text)),
		) as ReadableStream;
		return new Response(body, {
			headers: {
				"Content-Type": form.kind === "csv" ? "text/csv; charset=utf-8" : "application/json",
				"Content-Disposition": `attachment; filename="audit.${form.kind}"`,
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
