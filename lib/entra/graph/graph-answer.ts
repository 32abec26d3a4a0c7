import { type Failed, type FailureCode, failed, ok, type Result } from "#lib/core/failure.ts";
import { claimsChallenge } from "../challenge/claims-challenge.ts";

/** What Graph answered, also to one call inside a batch. */
export type GraphAnswer = { status: number; body: unknown; headers: Headers };

type GraphCall = Omit<RequestInit, "headers"> & { token: string; headers?: Record<string, string> };

/** Graph answers within seconds; a connection that stands still must not hold a page for ever. */
const GRAPH_LIMIT_MS = 30_000;

/**
 * Sends one call to Graph and takes in its answer, whatever it says; `readAnswer` and `graphFailure` judge it.
 * `graph-no-answer`: the connection broke, never was or stood still, so nothing is known of what Graph did.
 *
 * @param limitMs how long the whole answer may take, in milliseconds
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

/** An advanced query: searches and casts need the header ("Advanced query capabilities"). */
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
 * Judges an answer to a call that only reads.
 *
 * @param take makes something of the body; `undefined`, or a throw: this is no answer of Graph's
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

/** What a status means, where nothing more is known of the call ("Microsoft Graph error responses"). */
const BY_STATUS: Readonly<Record<number, FailureCode>> = {
	400: "graph-not-understood",
	401: "sign-in-ended",
	429: "graph-throttled",
};

/**
 * Translates a refusal of Graph's, with all that it says of it. A page of a gateway, or of a network that wants a
 * sign-in of its own, is not Graph's word, and nothing is known of what Graph did.
 *
 * @param code what it means by more than its status, where the caller knows
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

/**
 * `Retry-After` in milliseconds (RFC 9110, section 10.2.3; Graph sends seconds). Browsers are not always
 * shown it, since Graph may not expose the header across origins.
 */
export function retryAfterMs(headers: Headers): number | undefined {
	const text = headers.get("retry-after");
	return text && /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
}

/** The claims that Graph challenges a token for. */
export function challengeIn({ status, headers }: GraphAnswer): string | undefined {
	return status === 401 ? claimsChallenge(headers.get("www-authenticate")) : undefined;
}

/**
 * Whether Graph has refused, before it did anything, and says so itself. 401 and 429 come before anything is done,
 * from whichever machine; 408 is a timeout (RFC 9110), and after 5xx nobody knows.
 */
function isRefusal({ status, body }: GraphAnswer): boolean {
	if (status < 400 || status >= 500 || status === 408) return false;
	return status === 401 || status === 429 || isGraphError(body);
}

function isGraphError(body: unknown): boolean {
	const error = (body as { error?: unknown } | null | undefined)?.error;
	return typeof error === "object" && error !== null;
}

/** Graph's error body ("Microsoft Graph error responses"): code, message and the id for support. */
export function graphError(body: unknown): { code: string; message: string; requestId: string } {
	const error = (body as { error?: Fields } | undefined)?.error ?? {};
	const inner = (error.innerError ?? {}) as Fields;
	return {
		code: String(error.code ?? ""),
		message: String(error.message ?? ""),
		requestId: String(inner["request-id"] ?? ""),
	};
}

/** A date as Graph sends it; `undefined`: there is none. */
export function dateFrom(value: unknown): Date | undefined {
	return typeof value === "string" ? new Date(value) : undefined;
}
