import { auditQuery } from "#lib/server/audit/audit-query.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** One page of what was done, the newest first. */
	GET: asHelpdesk(async ({ request, portal }) => {
		const query = auditQuery(request);
		if (!query.ok) return problem("body-mistaken", query.detail);
		return json(await portal.store.auditPage(query.filter, query.page));
	}),
});
