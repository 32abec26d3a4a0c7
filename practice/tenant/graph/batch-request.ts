import { type GraphRefusal, REFUSALS, wrongBatch } from "./graph-error.ts";
import { asObject, jsonBody } from "./request-body.ts";
import type { GraphRequest, RequestHeaders } from "./router.ts";

/** One request of a batch. */
export type BatchStep = {
	id: string;
	method: string;
	/** Below `/v1.0`, with its query. */
	url: string;
	headers: RequestHeaders;
	body: string;
	dependsOn: readonly string[];
};

const MOST_REQUESTS = 20;

/**
 * Reads the body of `POST /$batch`.
 *
 * @returns the requests in an order in which each comes after those it depends on.
 */
export function readBatch(request: GraphRequest): readonly BatchStep[] | GraphRefusal {
	const asked = jsonBody(request)?.requests;
	if (!Array.isArray(asked)) return REFUSALS.unreadableBody;
	if (asked.length > MOST_REQUESTS) return REFUSALS.tooManyInBatch;
	const steps: BatchStep[] = [];
	for (const entry of asked) {
		const step = readStep(entry);
		if ("code" in step) return step;
		// "Not case-sensitive. Must be unique" (`graph/json-batching`).
		if (steps.some(({ id }) => id.toLowerCase() === step.id.toLowerCase())) {
			return wrongBatch(`Request Id '${step.id}' has to be unique in a batch.`);
		}
		steps.push(step);
	}
	return inOrder(steps);
}

function readStep(entry: unknown): BatchStep | GraphRefusal {
	const { id, method, url, headers, body, dependsOn = [] } = asObject(entry) ?? {};
	if (typeof id !== "string" || id === "") return wrongBatch("Invalid batch payload format.");
	if (typeof method !== "string" || typeof url !== "string") {
		return wrongBatch("Invalid batch payload format.");
	}
	const named = Object.entries(asObject(headers) ?? {});
	const lowered = named.map(([name, value]) => [name.toLowerCase(), String(value)]);
	const hasType = lowered.some(([name]) => name === "content-type");
	if (body !== undefined && !hasType) {
		return wrongBatch(`The Content-Type header is missing in the request with Id '${id}'.`);
	}
	return {
		id,
		method: method.toUpperCase(),
		url: url.startsWith("/") ? url : `/${url}`,
		headers: Object.fromEntries(lowered),
		body: body === undefined ? "" : JSON.stringify(body),
		dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [String(dependsOn)],
	};
}

function inOrder(steps: readonly BatchStep[]): readonly BatchStep[] | GraphRefusal {
	const ordered: BatchStep[] = [];
	const isReady = ({ dependsOn }: BatchStep): boolean =>
		dependsOn.every((id) => ordered.some((done) => done.id === id));
	let waiting = [...steps];
	while (waiting.length > 0) {
		const ready = waiting.filter(isReady);
		if (ready.length === 0) return wrongBatch("Invalid dependsOn in the batch.");
		ordered.push(...ready);
		waiting = waiting.filter((step) => !ordered.includes(step));
	}
	return ordered;
}
