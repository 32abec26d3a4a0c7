import { json, routes } from "#lib/server/http/handle.ts";
import { visitLink } from "#lib/server/links/visit-link.ts";

export const dynamic = "force-dynamic";

/** What a link says, for whoever has its address. Reading it changes and counts nothing. */
export const { GET, POST, PUT, PATCH, DELETE } = routes<{ link: string }>({
	GET: async ({ request, params, portal }) => {
		const visited = await visitLink(portal, request, params.link);
		return visited.ok ? json(visited.link) : visited.answer;
	},
});
