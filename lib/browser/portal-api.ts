import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import type {
	AnswerOf,
	ParamsOf,
	RouteName,
	SentBody,
	SentQuery,
} from "#lib/interface/interface.ts";
import { readVisit } from "./link/visit.ts";
import { portalFailure } from "./portal-failure.ts";
import { noteServerTime } from "./use-server-now.ts";

/** What the managed domain holds for the caller. */
export const readAccount = (token: string) => call("GET /api/account", { token });

/** The caller's current watch, or null. */
export const readOwnWatch = (token: string) => call("GET /api/watches", { token });

/** What the browser knows just before a change is sent. */
export type BeforeChange = {
	/** Entra's date of the last change; null when Entra has none, undefined when it could not be read. */
	lastChangedAt: Date | null | undefined;
	/** Graph has refused every attempt of this change so far. */
	earlierTry: "refused" | undefined;
	/** The form is about to send passwords. */
	isTry?: true;
	/** This attempt's name. */
	attempt?: string;
};

/**
 * Opens the caller's watch for a change that is about to be sent; its mails are in the page's
 * language. A journey that began with a link is counted for it.
 */
export const openWatch = (token: string, { lastChangedAt, ...known }: BeforeChange) =>
	call("POST /api/watches", {
		token,
		query: { link: readVisit()?.id },
		body: {
			lastChangedAt: lastChangedAt === null ? null : lastChangedAt?.toISOString(),
			...known,
		},
		language: document.documentElement.lang,
	});

/** Follows a change that the caller made elsewhere, at Entra's date; mails are in the page's language. */
export const followMadeChange = (token: string, changedAt: Date) =>
	call("POST /api/watches/made", {
		token,
		body: { changedAt: changedAt.toISOString() },
		language: document.documentElement.lang,
	});

/** Reports that Graph refused the last attempt, so that no other device has to ask about it. */
export const reportRefusal = (token: string, ticket: string) =>
	call("PUT /api/watches/{ticket}/refusal", { token, params: { ticket } });

export const reportChange = (token: string, ticket: string, changedAt: Date) =>
	call("PUT /api/watches/{ticket}/change", {
		token,
		params: { ticket },
		body: { changedAt: changedAt.toISOString() },
	});

/** The waits behind a watch's forecast; null while there are too few. */
export const readWaits = (ticket: string) =>
	call("GET /api/watches/{ticket}/waits", { params: { ticket } });

/** In brackets, so that the conditional type does not distribute over a union of bodies. */
type Needed<Name extends string, T> = [T] extends [undefined] ? unknown : { [K in Name]: T };

/** The parameters of a route, with the caller's token. */
type CallOptions<R extends RouteName> = {
	token?: string | undefined;
	language?: string;
	/** Whether it is sent to its end when the page is left meanwhile. */
	keepalive?: boolean;
	query?: SentQuery<R>;
} & Needed<"body", SentBody<R>> &
	(keyof ParamsOf<R> extends never ? unknown : { params: ParamsOf<R> });

/** Calls the portal's own interface; dates in its answers are revived. */
export async function call<R extends RouteName>(
	route: R,
	options: CallOptions<R>,
): Promise<Result<AnswerOf<R>>> {
	const { body, params } = options as Sent;
	const asked = route.startsWith("GET ") ? undefined : JSON.stringify([route, params, body]);
	try {
		const response = await send(route, options as Sent, asked && repeatKey(asked));
		noteServerTime(new Date(response.headers.get("Date") ?? Number.NaN));
		const answer = response.status === 204 ? null : parseWithDates(await response.text());
		// After a gateway timeout, a store failure, or a truncated or foreign answer the outcome is unknown.
		if (asked && response.status < 500) forgetRepeatKey(asked);
		return response.ok ? ok(answer as AnswerOf<R>) : portalFailure(response, answer);
	} catch (cause) {
		return failed("portal-no-answer", { cause });
	}
}

/** The portal reads every controller before it opens a watch; no other call takes longer. */
const PORTAL_LIMIT_MS = 30_000;

type Sent = {
	token?: string | undefined;
	language?: string;
	/** Whether it is sent to its end when the page is left meanwhile. */
	keepalive?: boolean;
	query?: Record<string, unknown> | undefined;
	params?: Record<string, string>;
	body?: unknown;
};

/** Sends a call and leaves the response to the caller. @throws when there is none */
function send(route: RouteName, options: Sent, key?: string): Promise<Response> {
	const { token, language, query = {}, params = {}, body, keepalive = false } = options;
	const [method = "", template = ""] = route.split(" ");
	const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ""));
	const asked = Object.entries(query).filter(([, value]) => value !== undefined);
	const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
	return fetch(search.size > 0 ? `${path}?${search}` : path, {
		method,
		cache: "no-store",
		keepalive,
		signal: AbortSignal.timeout(PORTAL_LIMIT_MS),
		headers: {
			...(token && { Authorization: `Bearer ${token}` }),
			...(language && { "Accept-Language": language }),
			...(key && { "Idempotency-Key": key }),
			...(body !== undefined && { "Content-Type": "application/json" }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
}

/** The idempotency keys of calls without an answer so far, by content. */
const unanswered = new Map<string, string>();

/**
 * The `Idempotency-Key` of a call: the same one until it is answered, so that a retry after a lost
 * answer does nothing twice.
 */
function repeatKey(asked: string): string {
	const key = unanswered.get(asked) ?? crypto.randomUUID();
	unanswered.set(asked, key);
	return key;
}

/** The call was answered, so repeating it is a new call. */
function forgetRepeatKey(asked: string): void {
	unanswered.delete(asked);
}
