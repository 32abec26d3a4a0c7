import { accountView } from "#lib/core/account-view.ts";
import { readLinkId } from "#lib/core/link/link-id.ts";
import { type Notice, openTry } from "#lib/core/watch/watch.ts";
import type { Caller } from "#lib/server/http/token.ts";
import type { Portal } from "#lib/server/portal.ts";
import { announced, changedAtSchema } from "#lib/server/watches/changed-at.ts";
import { currentWatch, findWatch } from "#lib/server/watches/find-watch.ts";
import { makeTicket } from "#lib/server/watches/make-ticket.ts";
import { readNow } from "#lib/server/watches/read-now.ts";
import {
	forgetWatch,
	openForChange,
	recordChange,
	recordRefusal,
} from "#lib/server/watches/record-change.ts";
import { localeFrom } from "#lib/text/locales.ts";
import { type Calls, done } from "../call.ts";
import { type Refusal, stepUp } from "../problem.ts";

/** The employee's calls: account and watches. */
export const watchCalls: Calls<
	| "GET /api/account"
	| "GET /api/watches"
	| "POST /api/watches"
	| "POST /api/watches/made"
	| "GET /api/watches/{ticket}"
	| "GET /api/watches/{ticket}/waits"
	| "PUT /api/watches/{ticket}/change"
	| "PUT /api/watches/{ticket}/refusal"
	| "DELETE /api/watches/{ticket}"
> = {
	"GET /api/account": async ({ portal, caller }) =>
		done(accountView(await readNow(portal.watches.domain, caller))),

	"GET /api/watches": async ({ portal: { watches }, caller }) => {
		const watch = await currentWatch(watches, caller.id);
		if (!watch) return done(null);
		const { ticket, notice } = watch;
		const open = openTry(watch);
		return done({
			ticket,
			view: await watches.view(watch),
			mailTo: notice?.mail,
			openTry: open && {
				at: open.at,
				lastChangedAt: open.lastChangedAt,
				attempt: open.attempt,
			},
			begun: watch.state === "open" && !open ? watch.begun : undefined,
		});
	},

	/** The person is never taken from the body. */
	"POST /api/watches": async ({ portal, caller, query, body, acceptLanguage, key }) => {
		const context = portal.config.tenant.authContext;
		if (context && !caller.authContexts.includes(context)) return stepUp(context);
		const { id, userPrincipalName } = caller;
		const notice = noticeOf(portal, caller, acceptLanguage);
		const announcement = { ...announced(body), notice, attempt: body.attempt ?? key };
		const watch = await openForChange(portal.watches, { id, userPrincipalName }, announcement);
		await countForLink(portal, query.link, watch.ticket);
		return done({ ticket: watch.ticket, view: await portal.watches.view(watch) });
	},

	"POST /api/watches/made": async ({ portal, caller, body, acceptLanguage, key }) => {
		const changedAt = changedAtSchema.safeParse(body.changedAt);
		if (!changedAt.success) return NOT_RECENT;
		const { id, userPrincipalName } = caller;
		const notice = noticeOf(portal, caller, acceptLanguage);
		const made = { changedAt: changedAt.data, notice, key };
		const { watch, isNew } = await makeTicket(portal.watches, { id, userPrincipalName }, made);
		const value = { ticket: watch.ticket, view: await portal.watches.view(watch) };
		return { ok: true, value, status: isNew ? 201 : 200 };
	},

	"GET /api/watches/{ticket}": async ({ portal, params }) => {
		const found = await readableWatch(portal, params.ticket);
		return found.ok ? done(await portal.watches.view(found.watch)) : found;
	},

	"GET /api/watches/{ticket}/waits": async ({ portal, params }) => {
		const { watches } = portal;
		const found = await readableWatch(portal, params.ticket);
		if (!found.ok) return found;
		const waits = await watches.knownWaits();
		return done(waits.plot(await watches.isFirstChange(found.watch)));
	},

	"PUT /api/watches/{ticket}/change": async ({ portal: { watches }, params, caller, body }) => {
		const changedAt = changedAtSchema.safeParse(body.changedAt);
		if (!changedAt.success) return NOT_RECENT;
		const own = { ticket: params.ticket, personId: caller.id };
		const found = await recordChange(watches, own, changedAt.data);
		return found.ok ? done(await watches.view(found.watch)) : found;
	},

	"PUT /api/watches/{ticket}/refusal": async ({ portal: { watches }, params, caller }) => {
		const own = { ticket: params.ticket, personId: caller.id };
		const found = await recordRefusal(watches, own);
		return found.ok ? done(undefined) : found;
	},

	"DELETE /api/watches/{ticket}": async ({ portal: { watches }, params, caller }) => {
		const own = { ticket: params.ticket, personId: caller.id };
		const found = await forgetWatch(watches, own);
		return found.ok ? done(undefined) : found;
	},
};

/** Counted per ticket once it is known to exist: invented tickets leave no trace. */
async function readableWatch({ watches, limits }: Portal, ticket: string) {
	const found = await findWatch(watches, ticket);
	if (!found.ok) return found;
	return (await limits.take("ticketReads", found.watch.ticket)) ?? found;
}

export const NOT_RECENT: Refusal<"body-mistaken"> = {
	ok: false,
	code: "body-mistaken",
	detail: "changedAt: must lie in the last 72 hours.",
};

/** Counts a watch for the link that its call names, if it exists. Counting never delays a change. */
async function countForLink(
	{ store, log }: Pick<Portal, "store" | "log">,
	linkText: string | undefined,
	ticket: string,
): Promise<void> {
	const id = readLinkId(linkText ?? "");
	if (!id) return;
	try {
		if (await store.findLink(id)) await store.beginByLink(id, ticket);
	} catch (error) {
		log.error("link-not-counted", { error });
	}
}

/**
 * Where and in which language to write to a caller: from the token, and the page's language.
 *
 * @returns `undefined` when mail is off, so that no address is stored needlessly, or if there is none
 */
function noticeOf(
	{ settings, log }: Pick<Portal, "settings" | "log">,
	caller: Caller,
	acceptLanguage: string | undefined,
): Notice | undefined {
	if (!settings.mail) return undefined;
	if (!caller.mail) {
		log.warn("mail-address-missing", { claim: "email" });
		return undefined;
	}
	return { mail: caller.mail, locale: localeFrom(acceptLanguage) };
}
