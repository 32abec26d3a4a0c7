import { accountView } from "#lib/core/account-view.ts";
import { asCaller, json, routes } from "#lib/server/http/handle.ts";
import { readNow } from "#lib/server/watches/read-now.ts";

export const dynamic = "force-dynamic";

/** What the managed domain holds for whoever asks, for their own eyes. */
export const { GET, POST, PUT, PATCH, DELETE } = routes({
	GET: asCaller(async ({ caller, portal }) => {
		const observations = await readNow(portal.watches.domain, caller);
		return json(accountView(observations));
	}),
});
