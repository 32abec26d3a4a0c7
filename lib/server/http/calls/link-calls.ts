import { now } from "#lib/clock/clock.ts";
import { type LinkContent, type LinkView, linkState, linkView } from "#lib/core/link/link.ts";
import { readLinkId } from "#lib/core/link/link-id.ts";
import { cleanContent, linkProblems } from "#lib/core/link/link-problems.ts";
import { AT_ONCE } from "#lib/interface/limits.ts";
import type { Refusal } from "#lib/server/http/problem.ts";
import { changeLink, endLink, findLink, makeLink } from "#lib/server/links/change-links.ts";
import { composeLinkTexts } from "#lib/server/links/compose-texts.ts";
import { phoneUri } from "#lib/server/phone-uri.ts";
import type { Portal } from "#lib/server/portal.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { NO_COUNTS } from "#lib/server/store/links.ts";
import { type Calls, done } from "../call.ts";

/** Links: the calls of their visitors and of the helpdesk. */
export const linkCalls: Calls<
	| "GET /api/go/{link}"
	| "POST /api/go/{link}/marks"
	| "GET /api/helpdesk/links"
	| "POST /api/helpdesk/links"
	| "GET /api/helpdesk/links/{link}"
	| "PUT /api/helpdesk/links/{link}"
	| "DELETE /api/helpdesk/links/{link}"
> = {
	"GET /api/go/{link}": ({ portal, params, address }) => visitLink(portal, params.link, address),

	/** Once per mark, whose owner is neither asked for nor stored. A token proves a sign-in and is then discarded. */
	"POST /api/go/{link}/marks": async ({ portal, params, address, body, authorization }) => {
		if (body.stage === "signed-in") {
			const token = await portal.checkToken(authorization);
			if (!token.ok) return token;
		}
		const visited = await visitLink(portal, params.link, address);
		if (!visited.ok) return visited;
		await portal.store.markLink(visited.value.id, body.stage, body.mark);
		return done(undefined);
	},

	"GET /api/helpdesk/links": async ({ portal: { store } }) => {
		const [links, counts] = await Promise.all([store.links(), store.linkCounts()]);
		return done(links.map((link) => ({ link, counts: counts.get(link.id) ?? NO_COUNTS })));
	},

	"POST /api/helpdesk/links": async ({ portal: { store, settings }, body, agent, key }) => {
		const problem = firstProblem(settings, body);
		if (problem) return problem;
		const open = (await store.links()).filter((link) => linkState(link, now()) === "open");
		if (open.length >= AT_ONCE.openLinks.most) return { ok: false, code: "too-many-open" };
		return done(await makeLink(store, body, { agent, key }));
	},

	"GET /api/helpdesk/links/{link}": async ({ portal: { store, settings }, params }) => {
		const found = await findLink(store, params.link);
		if (!found.ok) return found;
		const counts = (await store.linkCounts()).get(found.value.id) ?? NO_COUNTS;
		const texts = await composeLinkTexts(found.value, settings);
		return done({ link: found.value, counts, texts });
	},

	"PUT /api/helpdesk/links/{link}": async ({ portal, params, body, agent, key }) => {
		const { content, revision } = body;
		const change = { id: params.link, content: cleanContent(content), revision };
		const found = await findLink(portal.store, params.link);
		if (!found.ok) return found;
		return (
			firstProblem(portal.settings, content, found.value) ??
			(await changeLink(portal.store, change, { agent, key }))
		);
	},

	"DELETE /api/helpdesk/links/{link}": ({ portal, params, agent }) =>
		endLink(portal.store, params.link, { agent }),
};

/** Validates like the form; a call without the form gets the first invalid field. */
function firstProblem(
	{ tenant }: Settings,
	content: LinkContent,
	earlier?: LinkContent,
): Refusal<"body-mistaken"> | undefined {
	const [problem] = linkProblems(content, { now: now(), ownDomains: tenant.domains, earlier });
	if (!problem) return undefined;
	const more = problem.code === "too-long" ? ` (${problem.count} of ${problem.max})` : "";
	return { ok: false, code: "body-mistaken", detail: `${problem.field}: ${problem.code}${more}.` };
}

type VisitedLink = { ok: true; value: LinkView } | Refusal<"link-not-found" | "too-many-requests">;

/** Replaces a text that cannot be an id, so that it takes the same database query as one that can. */
const NO_LINK = "-";

/**
 * Finds the link behind an address that somebody opened, without side effects. Unknown, ended and
 * expired links get the same answer by the same query. After too many of them an address is blocked
 * from opening further dead links for a while. A valid link always works.
 */
async function visitLink(
	{ store, limits, settings }: Pick<Portal, "store" | "limits" | "settings">,
	text: string,
	address: string,
): Promise<VisitedLink> {
	const link = await store.findOpenLink(readLinkId(text) ?? NO_LINK, now());
	if (link) {
		const uri = phoneUri(link.helper.phone, settings.support.phoneCountry);
		return { ok: true, value: linkView(link, uri) };
	}
	return (await limits.take("wrongLinks", address)) ?? { ok: false, code: "link-not-found" };
}
