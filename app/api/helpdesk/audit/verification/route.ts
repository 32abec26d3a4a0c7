import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** Whether the chain is whole; otherwise the first row at which it is not. */
	GET: asHelpdesk(async ({ portal }) => json(await portal.store.verifyAudit())),
});
