import type { AccountView } from "#lib/core/account-view.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { WaitsPlot } from "#lib/core/forecast/waits-plot.ts";
import type { ProblemCode } from "#lib/core/problem.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { claimsChallenge } from "./challenge/claims-challenge.ts";
import { readVisit } from "./link/visit.ts";

export type ApiResult<T> =
	| { ok: true; value: T }
	/** `challenge`: the claims that the server asks a new token for. */
	| { ok: false; code: ProblemCode; challenge?: string | undefined }
	/** The portal's server did not answer. */
	| { ok: false; code: "no-answer"; challenge?: undefined };

export type OwnWatch = {
	ticket: string;
	view: WatchView;
	/** Where its mails go, which only the person is told; `undefined`: there are none. */
	mailTo?: string;
};

/** What the managed domain holds for the caller. */
export const readAccount = (token: string) => call<AccountView>("/api/account", { token });

/** The caller's current watch, or null. */
export const readOwnWatch = (token: string) => call<OwnWatch | null>("/api/watches", { token });

/** What the browser knows just before a change is sent. */
export type BeforeChange = {
	/** Entra's date of the last change; null when Entra names none, undefined when it could not be read. */
	lastChangedAt: Date | null | undefined;
	/** Graph has refused every try of this change so far, and has said so. */
	earlierTry: "refused" | undefined;
};

/**
 * Opens the caller's watch for a change that is about to be sent; its mails are in the page's language.
 * A journey that began at a link is counted there.
 */
export const openWatch = (token: string, body: BeforeChange) =>
	call<OwnWatch>(`/api/watches${linkQuery()}`, {
		token,
		method: "POST",
		body,
		language: document.documentElement.lang,
	});

/** Reports that the change has happened. */
export const reportChange = (token: string, ticket: string, changedAt: Date) =>
	call<WatchView>(`/api/watches/${ticket}/change`, { token, method: "PUT", body: { changedAt } });

/** The waits behind the forecast of a watch; null while there are too few. */
export const readWaits = (ticket: string) =>
	call<WaitsPlot | null>(`/api/watches/${encodeURIComponent(ticket)}/waits`, {});

function linkQuery(): string {
	const link = readVisit()?.id;
	return link ? `?link=${encodeURIComponent(link)}` : "";
}

type Call = {
	token?: string;
	method?: string;
	body?: unknown;
	language?: string;
	/** Whether it is sent to its end when the page is left meanwhile. */
	isKept?: boolean;
};

/** The portal reads every controller before it opens a watch; nothing else takes it longer. */
const PORTAL_LIMIT_MS = 30_000;

/** Calls the portal's own interface; dates in its answers are dates again. */
export async function call<T>(
	path: string,
	{ token, method = "GET", body, language, isKept = false }: Call,
): Promise<ApiResult<T>> {
	try {
		const response = await fetch(path, {
			method,
			cache: "no-store",
			keepalive: isKept,
			signal: AbortSignal.timeout(PORTAL_LIMIT_MS),
			headers: {
				...(token && { Authorization: `Bearer ${token}` }),
				...(language && { "Accept-Language": language }),
				...(body !== undefined && { "Content-Type": "application/json" }),
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const answer = parseWithDates((await response.text()) || "null");
		if (response.ok) return { ok: true, value: answer as T };
		const code = (answer as { code?: ProblemCode } | null)?.code ?? "unexpected";
		return {
			ok: false,
			code,
			challenge: claimsChallenge(response.headers.get("www-authenticate")),
		};
	} catch {
		return { ok: false, code: "no-answer" };
	}
}
