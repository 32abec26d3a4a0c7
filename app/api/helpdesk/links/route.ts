import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { makeLink } from "#lib/server/links/change-links.ts";
import { readContent } from "#lib/server/links/link-schema.ts";
import { NO_COUNTS } from "#lib/server/store/links.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** All links with how many came how far. */
	GET: asHelpdesk(async ({ portal }) => {
		const [links, counts] = await Promise.all([portal.store.links(), portal.store.linkCounts()]);
		return json(links.map((link) => ({ link, counts: counts.get(link.id) ?? NO_COUNTS })));
	}),
	POST: asHelpdesk(async ({ request, portal, agent }) => {
		const content = await readContent(request);
		if (!content.ok) return problem(content.code, content.detail);
		return json(await makeLink(portal.store, content.value, agent), 201);
	}),
});
