import {
	callGraph,
	challengeIn,
	type GraphAnswer,
	isGraphError,
	retryAfterMs,
} from "./graph-answer.ts";

/** One call inside a batch; its address stands below `/v1.0`. */
export type BatchCall = { id: string; method: "GET" | "PATCH"; url: string; body?: unknown };

type Answered = Extract<GraphAnswer, { kind: "answer" }>;

/**
 * What became of a batch. The answers are by the calls' ids; a call that is missing among them had no
 * answer. `no-answer`: nothing is known of any of its calls. All other failures come before anything is
 * done.
 */
export type BatchResult =
	| { ok: true; answers: ReadonlyMap<string, Answered> }
	| { ok: false; because: "no-answer" | "refused" }
	| { ok: false; because: "throttled"; retryAfterMs: number | undefined }
	/** `challenge`: the claims that Graph asks a new token for. */
	| { ok: false; because: "sign-in-needed"; challenge: string | undefined };

/** Graph takes so many calls in one batch ("Combine multiple HTTP requests using JSON batching"). */
export const MOST_IN_BATCH = 20;

const BATCH_LIMIT_MS = 60_000;

/** Sends up to 20 calls as one. */
export async function sendBatch(
	graphUrl: string,
	token: string,
	calls: readonly BatchCall[],
): Promise<BatchResult> {
	const requests = calls.map(({ body, ...call }) => ({
		...call,
		...(body !== undefined && { headers: { "Content-Type": "application/json" }, body }),
	}));
	return batchFrom(
		await callGraph(
			`${graphUrl}/v1.0/$batch`,
			{
				method: "POST",
				headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
				body: JSON.stringify({ requests }),
			},
			BATCH_LIMIT_MS,
		),
	);
}

/** Decides what Graph's answer to a batch means; 200 says nothing of what is inside. */
export function batchFrom(answer: GraphAnswer): BatchResult {
	if (answer.kind === "no-answer") return { ok: false, because: "no-answer" };
	const { status, body, headers } = answer;
	if (status === 401) {
		return { ok: false, because: "sign-in-needed", challenge: challengeIn(answer) };
	}
	if (status === 429) {
		return { ok: false, because: "throttled", retryAfterMs: retryAfterMs(headers) };
	}
	const responses = (body as { responses?: unknown } | undefined)?.responses;
	if (status === 200 && Array.isArray(responses)) {
		return { ok: true, answers: new Map(responses.flatMap(innerAnswer)) };
	}
	// A gateway that gave up, or refuses in words of its own, may have passed the batch on.
	const isKnown = status >= 400 && status < 500 && status !== 408 && isGraphError(body);
	return { ok: false, because: isKnown ? "refused" : "no-answer" };
}

type Inner = { id?: unknown; status?: unknown; headers?: Record<string, string>; body?: unknown };

function innerAnswer({ id, status, headers, body }: Inner): [string, Answered][] {
	if (typeof id !== "string" || typeof status !== "number") return [];
	return [[id, { kind: "answer", status, body, headers: new Headers(headers) }]];
}
