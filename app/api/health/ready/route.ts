import { json, routes } from "#lib/server/http/handle.ts";

export const dynamic = "force-dynamic";

/** The portal can do its work: its settings are right and its store can be read. */
export const { GET, POST, PUT, PATCH, DELETE } = routes({
	GET: async ({ portal }) => {
		await portal.watches.store.waits(new Date());
		return json({ status: "ready" });
	},
});
