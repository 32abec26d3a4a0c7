import { throughFaults } from "../fault-gate.ts";
import type { Faults } from "../faults.ts";
import { type Answer, json, type Reply } from "../http/call.ts";
import { type GraphRefusal, REFUSALS, refuse, wrongBatch } from "./graph-error.ts";
import { asObject, jsonBody } from "./request-body.ts";
import { type GraphRequest, type GraphRouter, type RequestHeaders, refusalOf } from "./router.ts";

type InnerAnswer = { id: string; status: number; headers: object; body?: unknown };

/**
 * `POST /$batch` (Microsoft Learn, `graph/json-batching`): sends each request through `router` and
 * always answers 200. Throttling is counted and answered per request; the inner `Retry-After` is in the body.
 *
 * @returns a router that also handles `/$batch`.
 */
export function withBatch(router: GraphRouter, faults: Faults): GraphRouter {
	return async (request) => {
		if (request.path !== "/$batch") return router(request);
		if (request.method !== "POST") return refuse(REFUSALS.methodNotAllowed, request.ids);
		const gate = {
			operation: "batch",
			personId: request.caller.person.id,
			refuse: (fault: Parameters<typeof refusalOf>[0]) => refuse(refusalOf(fault), request.ids),
		};
		return throughFaults(faults, gate, () => answerBatch(request, router));
	};
}

async function answerBatch(request: GraphRequest, router: GraphRouter): Promise<Reply> {
	const steps = readBatch(request);
	if ("code" in steps) return refuse(steps, request.ids);
	const replies = await Promise.all(
		steps.map(async (step) => ({ step, reply: await sendInner(step, request, router) })),
	);
	for (const { step, reply } of replies) {
		const [path = ""] = step.url.split("?");
		const status = typeof reply === "object" ? reply.status : 0;
		request.noteStep?.({ method: step.method, path, status });
	}
	// A batch with a broken connection returns nothing, although parts of it were executed.
	if (replies.some(({ reply }) => reply === "cut")) return "cut";
	const responses = replies.map(({ step, reply }) => innerAnswer(step.id, reply));
	return json(200, { responses });
}

function sendInner(
	{ method, url, headers, body }: BatchStep,
	{ caller, ids }: GraphRequest,
	router: GraphRouter,
): Promise<Reply> {
	const [path = "", search] = url.split(/\?(.*)/s);
	const query = new URLSearchParams(search);
	return router({ method, path, query, headers, body, caller, ids });
}

function innerAnswer(id: string, reply: Reply): InnerAnswer {
	const {
		status,
		headers = {},
		body,
	}: Answer = typeof reply === "object" ? reply : { status: 500, headers: {} };
	const named = Object.entries(headers).map(([name, value]) => [headerName(name), value]);
	const isJson = headers["content-type"]?.startsWith("application/json") === true;
	return {
		id,
		status,
		headers: Object.fromEntries(named),
		...(body !== undefined && { body: isJson ? JSON.parse(body) : body }),
	};
}

/** Header names inside a batch are case-sensitive, so they are spelled as in Graph. */
function headerName(name: string): string {
	if (name === "odata-version") return "OData-Version";
	return name.startsWith("x-ms-")
		? name
		: name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** A request in a batch. */
type BatchStep = {
	id: string;
	method: string;
	/** Below `/v1.0`, with its query. */
	url: string;
	headers: RequestHeaders;
	body: string;
};

const MOST_REQUESTS = 20;

/** Parses the body of `POST /$batch`. */
function readBatch(request: GraphRequest): readonly BatchStep[] | GraphRefusal {
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
	return steps;
}

function readStep(entry: unknown): BatchStep | GraphRefusal {
	const { id, method, url, headers, body } = asObject(entry) ?? {};
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
	};
}
