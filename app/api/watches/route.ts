import { asCaller, json, routes } from "#lib/server/http/handle.ts";
import { problem, stepUp } from "#lib/server/http/problem.ts";
import { readOptionalBody } from "#lib/server/http/read-body.ts";
import { countForLink } from "#lib/server/links/count-for-link.ts";
import { noticeOf } from "#lib/server/mail/notice-of.ts";
import { announced, announcementSchema } from "#lib/server/watches/changed-at.ts";
import { currentWatch } from "#lib/server/watches/find-watch.ts";
import { openForChange } from "#lib/server/watches/record-change.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** The caller's current watch, or null, so that any device finds it after signing in. */
	GET: asCaller(async ({ caller, portal }) => {
		const watch = await currentWatch(portal.watches, caller.id);
		if (!watch) return json(null);
		const { ticket, notice } = watch;
		return json({ ticket, view: await portal.watches.view(watch), mailTo: notice?.mail });
	}),
	/**
	 * Opens the caller's watch for a change that is about to be sent. Who it is for is never taken from the
	 * body; by the address it may be counted for the link that the journey began at.
	 */
	POST: asCaller(async ({ request, caller, portal }) => {
		const context = portal.config.tenant.authContext;
		if (context && !caller.authContexts.includes(context)) return stepUp(context);
		const { id, userPrincipalName } = caller;
		const notice = noticeOf(portal, caller, request);
		const body = await readOptionalBody(request, announcementSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const announcement = { ...announced(body.value), notice };
		const watch = await openForChange(portal.watches, { id, userPrincipalName }, announcement);
		await countForLink(portal, request, watch.ticket);
		return json({ ticket: watch.ticket, view: await portal.watches.view(watch) }, 201);
	}),
});
