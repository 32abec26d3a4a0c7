import { failed, ok, type Result } from "#lib/core/failure.ts";
import { callGraph, type GraphAnswer, graphFailure } from "./graph-answer.ts";

/** One call inside a batch; its address is relative to `/v1.0`. */
export type BatchCall = { id: string; method: "GET" | "PATCH"; url: string; body?: unknown };

/**
 * The result of a batch: the answers by call id; a call that is missing had no answer.
 * `graph-no-answer`: the outcome of all its calls is unknown. All other failures occur before
 * anything is done.
 */
export type BatchAnswers = ReadonlyMap<string, GraphAnswer>;

/** The most calls per batch ("Combine multiple HTTP requests using JSON batching"). */
export const MOST_IN_BATCH = 20;

const BATCH_LIMIT_MS = 60_000;

/** Sends up to 20 calls as one. */
export async function sendBatch(
	graphUrl: string,
	token: string,
	calls: readonly BatchCall[],
): Promise<Result<BatchAnswers>> {
	const requests = calls.map(({ body, ...call }) => ({
		...call,
		...(body !== undefined && { headers: { "Content-Type": "application/json" }, body }),
	}));
	return batchFrom(
		await callGraph(
			`${graphUrl}/v1.0/$batch`,
			{
				token,
				method: "POST",
				body: JSON.stringify({ requests }),
			},
			BATCH_LIMIT_MS,
		),
	);
}

/** Interprets Graph's answer to a batch; its status 200 says nothing about the calls inside. */
export function batchFrom(answer: Result<GraphAnswer>): Result<BatchAnswers> {
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	if (status !== 200) return graphFailure(answer.value);
	const responses = (body as { responses?: unknown } | undefined)?.responses;
	if (!Array.isArray(responses)) return failed("graph-no-answer", { cause: answer.value });
	return ok(new Map(responses.flatMap(innerAnswer)));
}

type Inner = {
	id?: unknown;
	status?: unknown;
	headers?: Record<string, string> | null;
	body?: unknown;
};

/** An unreadable one is left out; the others still count. */
function innerAnswer(inner: Inner | null): [string, GraphAnswer][] {
	const { id, status, headers, body } = inner ?? {};
	if (typeof id !== "string" || typeof status !== "number") return [];
	try {
		return [[id, { status, body, headers: new Headers(headers ?? {}) }]];
	} catch {
		return [];
	}
}
