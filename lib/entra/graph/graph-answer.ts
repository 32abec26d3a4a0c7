import { type Failed, type FailureCode, failed, ok, type Result } from "#lib/core/failure.ts";
import { claimsChallenge } from "../challenge/claims-challenge.ts";

/** Graph's answer, including to a call inside a batch. */
export type GraphAnswer = { status: number; body: unknown; headers: Headers };

type GraphCall = Omit<RequestInit, "headers"> & { token: string; headers?: Record<string, string> };

/** Graph answers within seconds; a stalled connection must not block a page for ever. */
const GRAPH_LIMIT_MS = 30_000;

/**
 * Sends one call to Graph and returns its answer, whatever it is; `readAnswer` and `graphFailure`
 * interpret it. `graph-no-answer`: the connection failed, broke or stalled, so it is unknown what
 * Graph did.
 *
 * @param limitMs time limit for the whole answer, in milliseconds
 */
export async function callGraph(
	url: string,
	{ token, headers, ...init }: GraphCall,
	limitMs = GRAPH_LIMIT_MS,
): Promise<Result<GraphAnswer>> {
	try {
		const response = await fetch(url, {
			...init,
			headers: {
				Authorization: `Bearer ${token}`,
				...(init.body && { "Content-Type": "application/json" }),
				...headers,
			},
			cache: "no-store",
			credentials: "omit",
			signal: AbortSignal.timeout(limitMs),
		});
		const body = parse(await response.text());
		return ok({ status: response.status, body, headers: response.headers });
	} catch (cause) {
		return failed("graph-no-answer", { cause });
	}
}

/** Whether the address of a next page is Graph's: the token must go nowhere else. */
export const isAtGraph = (address: string, graphUrl: string): boolean =>
	URL.canParse(address) && new URL(address).origin === new URL(graphUrl).origin;

/** An advanced query: searches and casts require the header ("Advanced query capabilities"). */
export const searchGraph = (url: string, token: string): Promise<Result<GraphAnswer>> =>
	callGraph(url, { token, headers: { ConsistencyLevel: "eventual" } });

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

type Fields = Record<string, unknown>;

/**
 * Interprets the answer to a read.
 *
 * @param take converts the body; `undefined` or an exception means that it is not Graph's answer
 * @param missing what a 404 means
 */
export function readAnswer<T>(
	answer: Result<GraphAnswer>,
	take: (body: Fields) => T | undefined,
	missing: FailureCode = "graph-refused",
): Result<T> {
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	if (status !== 200 || body === undefined) {
		return graphFailure(answer.value, status === 404 ? missing : undefined);
	}
	try {
		const value = take((body ?? {}) as Fields);
		return value === undefined ? failed("graph-unreadable") : ok(value);
	} catch (cause) {
		return failed("graph-unreadable", { cause });
	}
}

/** The meaning of a status without further details ("Microsoft Graph error responses"). */
const BY_STATUS: Readonly<Record<number, FailureCode>> = {
	400: "graph-not-understood",
	401: "sign-in-ended",
	429: "graph-throttled",
};

/**
 * Translates a refusal by Graph, with all its details. A page from a gateway or a captive portal is
 * not Graph's answer, so it is unknown what Graph did.
 *
 * @param code its more specific meaning, if the caller knows it
 */
export function graphFailure(answer: GraphAnswer, code?: FailureCode): Failed {
	const { status, headers, body } = answer;
	const { code: vendorCode, requestId } = graphError(body);
	return failed(
		isRefusal(answer) ? (code ?? BY_STATUS[status] ?? "graph-refused") : "graph-no-answer",
		{
			...(vendorCode && { vendorCode }),
			...(requestId && { requestId }),
			retryAfterMs: retryAfterMs(headers),
			claims: challengeIn(answer),
			cause: answer,
		},
	);
}

/** Longer than any of Graph's limits lasts. A timer cannot wait for weeks, and this clock may be wrong. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * `Retry-After` in milliseconds, at most an hour (RFC 9110, section 10.2.3; Graph sends seconds, a
 * gateway may send a date). Browsers cannot always read it, since Graph may not expose the header
 * across origins.
 */
export function retryAfterMs(headers: Headers): number | undefined {
	const text = headers.get("retry-after") ?? "";
	const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
	return ms >= 0 ? Math.min(ms, LONGEST_WAIT_MS) : undefined;
}

/** The claims that Graph requires of a new token. */
export function challengeIn({ status, headers }: GraphAnswer): string | undefined {
	return status === 401 ? claimsChallenge(headers.get("www-authenticate")) : undefined;
}

/**
 * Whether Graph itself refused before doing anything. 401 and 429 are sent before anything is done,
 * by whichever machine; 408 is a timeout (RFC 9110), and after 5xx the outcome is unknown.
 */
function isRefusal({ status, body }: GraphAnswer): boolean {
	if (status < 400 || status >= 500 || status === 408) return false;
	return status === 401 || status === 429 || isGraphError(body);
}

function isGraphError(body: unknown): boolean {
	const error = (body as { error?: unknown } | null | undefined)?.error;
	return typeof error === "object" && error !== null;
}

/** Graph's error body ("Microsoft Graph error responses"): code, message and the request id for support. */
export function graphError(body: unknown): { code: string; message: string; requestId: string } {
	const error = (body as { error?: Fields } | undefined)?.error ?? {};
	const inner = (error.innerError ?? {}) as Fields;
	return {
		code: String(error.code ?? ""),
		message: String(error.message ?? ""),
		requestId: String(inner["request-id"] ?? ""),
	};
}

/** A date from Graph; `undefined`: none. Services of .NET write the year 1 for none. */
export function dateFrom(value: unknown): Date | undefined {
	const at = new Date(String(value));
	return at.getTime() >= 0 ? at : undefined;
}
