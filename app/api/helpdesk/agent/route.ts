import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";

export const dynamic = "force-dynamic";

/** Who calls, if the caller has the helpdesk's app role; what the pages ask before they show anything. */
export const { GET, POST, PUT, PATCH, DELETE } = routes({
	GET: asHelpdesk(async ({ agent }) => json(agent)),
});
