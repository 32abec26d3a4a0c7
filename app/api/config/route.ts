import { json, routes } from "#lib/server/http/handle.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	GET: async ({ portal }) => json(portal.config),
});
