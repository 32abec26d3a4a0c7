import { json, routes } from "#lib/server/http/handle.ts";
import { problem, tooMany } from "#lib/server/http/problem.ts";
import { visitLink } from "#lib/server/links/visit-link.ts";

export const dynamic = "force-dynamic";

/** What a link says, for whoever has its address. Reading it changes and counts nothing. */
export const { GET, POST, PUT, PATCH, DELETE } = routes<{ link: string }>({
	GET: async ({ request, params, portal }) => {
		const visited = await visitLink(portal, request, params.link);
		if (visited.ok) return json(visited.link);
		return visited.code === "too-many-requests"
			? tooMany(visited.retryAfterS)
			: problem(visited.code);
	},
});
