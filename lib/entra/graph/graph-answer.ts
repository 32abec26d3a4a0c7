import { claimsChallenge } from "../challenge/claims-challenge.ts";

/** What Graph answered, or that no answer came. */
export type GraphAnswer =
	| { kind: "answer"; status: number; body: unknown; headers: Headers }
	/** The connection broke, never was or stood still: nothing is known of what Graph did. */
	| { kind: "no-answer" };

/**
 * `Retry-After` in milliseconds (RFC 9110, section 10.2.3; Graph sends seconds). Browsers are not always
 * shown it, since Graph may not expose the header across origins.
 */
export function retryAfterMs(headers: Headers): number | undefined {
	const text = headers.get("retry-after");
	return text && /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
}

/** The claims that Graph challenges a token for. */
export function challengeIn(answer: GraphAnswer): string | undefined {
	const isRefused = answer.kind === "answer" && answer.status === 401;
	return isRefused ? claimsChallenge(answer.headers.get("www-authenticate")) : undefined;
}

/** Graph answers within seconds; a connection that stands still must not hold a page for ever. */
const GRAPH_LIMIT_MS = 30_000;

/**
 * Sends one call to Graph and takes in its answer. It judges nothing; `read…` functions do.
 *
 * @param limitMs how long the whole answer may take, in milliseconds
 */
export async function callGraph(
	url: string,
	init: RequestInit,
	limitMs = GRAPH_LIMIT_MS,
): Promise<GraphAnswer> {
	try {
		const response = await fetch(url, {
			...init,
			cache: "no-store",
			credentials: "omit",
			signal: AbortSignal.timeout(limitMs),
		});
		const text = await response.text();
		return {
			kind: "answer",
			status: response.status,
			body: parse(text),
			headers: response.headers,
		};
	} catch {
		return { kind: "no-answer" };
	}
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Whether an answer is an error in Graph's own words, and not a page of a gateway before it. */
export function isGraphError(body: unknown): boolean {
	const error = (body as { error?: unknown } | null | undefined)?.error;
	return typeof error === "object" && error !== null;
}

/** Graph's error body ("Microsoft Graph error responses"): code, message and the id for support. */
export function graphError(body: unknown): { code: string; message: string; requestId: string } {
	const error = (body as { error?: Record<string, unknown> } | undefined)?.error ?? {};
	const inner = (error.innerError ?? {}) as Record<string, unknown>;
	return {
		code: String(error.code ?? ""),
		message: String(error.message ?? ""),
		requestId: String(inner["request-id"] ?? ""),
	};
}

/** Why Graph did not say what it was asked. */
export type GraphRefusal = {
	ok: false;
	/** `not-understood`: Graph cannot read what it was asked for, such as words with a mark that it does not take. */
	because:
		| "no-answer"
		| "sign-in-needed"
		| "refused"
		| "not-found"
		| "not-understood"
		| "throttled";
	/** The claims that Graph asks a new token for. */
	challenge?: string | undefined;
	/** How long Graph asks to wait, in milliseconds, where the browser is shown it. */
	retryAfterMs?: number | undefined;
};

/** Decides whether and why Graph refused to say what it was asked; not for calls that change anything. */
export function refusal(answer: GraphAnswer): GraphRefusal | undefined {
	if (answer.kind === "no-answer") return { ok: false, because: "no-answer" };
	const { status, headers, body } = answer;
	if (status === 200 && body !== undefined) return undefined;
	if (status === 401) {
		return { ok: false, because: "sign-in-needed", challenge: challengeIn(answer) };
	}
	// A page of a gateway, or of a network that wants a sign-in of its own, is not Graph's word.
	if (status !== 429 && !isGraphError(body)) return { ok: false, because: "no-answer" };
	if (status === 404) return { ok: false, because: "not-found" };
	if (status === 400) return { ok: false, because: "not-understood" };
	if (status !== 429 && status < 500) return { ok: false, because: "refused" };
	const because = status === 429 ? "throttled" : "no-answer";
	return { ok: false, because, retryAfterMs: retryAfterMs(headers) };
}

/** What stands in an answer; empty when nothing could be read. */
export function bodyOf(answer: GraphAnswer): Record<string, unknown> {
	const body = answer.kind === "answer" ? answer.body : undefined;
	return (body ?? {}) as Record<string, unknown>;
}

/** A date as Graph sends it; `undefined`: there is none. */
export function dateFrom(value: unknown): Date | undefined {
	return typeof value === "string" ? new Date(value) : undefined;
}
