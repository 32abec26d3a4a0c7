import { claimsChallenge } from "../challenge/claims-challenge.ts";

/** What Graph answered, or that no answer came. */
export type GraphAnswer =
	| { kind: "answer"; status: number; body: unknown; headers: Headers }
	/** The connection broke or never was: nothing is known of what Graph did. */
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

/** Sends one call to Graph and takes in its answer. It judges nothing; `read…` functions do. */
export async function callGraph(url: string, init: RequestInit): Promise<GraphAnswer> {
	try {
		const response = await fetch(url, { ...init, cache: "no-store", credentials: "omit" });
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
