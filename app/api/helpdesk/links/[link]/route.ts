import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { changeLink, endLink, findLink } from "#lib/server/links/change-links.ts";
import { composeLinkTexts } from "#lib/server/links/compose-texts.ts";
import { readRevised } from "#lib/server/links/link-schema.ts";
import { NO_COUNTS } from "#lib/server/store/links.ts";

export const dynamic = "force-dynamic";

type Params = { link: string };

export const { GET, POST, PUT, PATCH, DELETE } = routes<Params>({
	/** One link with its counts and with what is handed out, in the link's language. */
	GET: asHelpdesk(async ({ params, portal }) => {
		const found = await findLink(portal.store, params.link);
		if (!found.ok) return problem(found.code);
		const counts = (await portal.store.linkCounts()).get(found.link.id) ?? NO_COUNTS;
		const texts = await composeLinkTexts(found.link, portal.settings);
		return json({ link: found.link, counts, texts });
	}),
	PUT: asHelpdesk(async ({ request, params, portal, agent }) => {
		const body = await readRevised(request);
		if (!body.ok) return problem(body.code, body.detail);
		const changed = await changeLink(portal.store, { id: params.link, ...body.value }, agent);
		return changed.ok ? json(changed.link) : problem(changed.code);
	}),
	/** Ends a link. It is kept, with its counts. */
	DELETE: asHelpdesk(async ({ params, portal, agent }) => {
		const ended = await endLink(portal.store, params.link, agent);
		return ended.ok ? json(ended.link) : problem(ended.code);
	}),
});
