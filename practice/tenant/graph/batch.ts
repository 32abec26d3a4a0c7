import { throughFaults } from "../fault-gate.ts";
import type { Faults } from "../faults.ts";
import { type Answer, json, type Reply } from "../http/call.ts";
import { type GraphRefusal, REFUSALS, refuse, wrongBatch } from "./graph-error.ts";
import { asObject, jsonBody } from "./request-body.ts";
import { type GraphRequest, type GraphRouter, type RequestHeaders, refusalOf } from "./router.ts";

type InnerAnswer = { id: string; status: number; headers: object; body?: unknown };

/**
 * `POST /$batch` (Microsoft Learn, `graph/json-batching`): sends each request through `router`, dependent
 * ones later, and always answers 200. Throttling is counted and answered per request; the inner
 * `Retry-After` is in the body.
 *
 * @returns a router that also handles `/$batch`.
 */
export function withBatch(router: GraphRouter, faults: Faults): GraphRouter {
	return async (request) => {
		if (request.path !== "/$batch") return router(request);
		if (request.method !== "POST") return refuse(REFUSALS.methodNotAllowed, request.ids);
		const gate = {
			...{ operation: "batch", personId: request.caller.person.id },
			refuse: (fault: Parameters<typeof refusalOf>[0]) => refuse(refusalOf(fault), request.ids),
		};
		return throughFaults(faults, gate, () => answerBatch(request, router));
	};
}

async function answerBatch(request: GraphRequest, router: GraphRouter): Promise<Reply> {
	const steps = readBatch(request);
	if ("code" in steps) return refuse(steps, request.ids);
	const answers = new Map<string, Promise<Reply>>();
	for (const step of steps) {
		// A step comes after its dependencies, so they have been started by now.
		const before = step.dependsOn.map((id) => answers.get(id));
		answers.set(
			step.id,
			afterOthers(before, () => sendInner(step, request, router), request),
		);
	}
	const replies = await Promise.all(
		[...answers].map(async ([id, reply]) => ({ id, reply: await reply })),
	);
	for (const { id, reply } of replies) {
		const { method, path } = callOf(steps, id);
		request.noteStep?.({ method, path, status: typeof reply === "object" ? reply.status : 0 });
	}
	// A batch with a broken connection returns nothing, although parts of it were executed.
	if (replies.some(({ reply }) => reply === "cut")) return "cut";
	const responses = replies.map(({ id, reply }) => innerAnswer(id, reply));
	return json(200, { responses });
}

async function afterOthers(
	others: readonly (Promise<Reply> | undefined)[],
	send: () => Promise<Reply>,
	{ ids }: GraphRequest,
): Promise<Reply> {
	const replies = await Promise.all(others);
	const hasFailed = replies.some((reply) => typeof reply !== "object" || reply.status >= 400);
	return hasFailed ? refuse(FAILED_DEPENDENCY, ids) : send();
}

const FAILED_DEPENDENCY: GraphRefusal = {
	status: 424,
	code: "FailedDependency",
	message: "The request was not carried out because one that it depends on failed.",
};

function sendInner(
	{ method, url, headers, body }: BatchStep,
	{ caller, ids }: GraphRequest,
	router: GraphRouter,
): Promise<Reply> {
	const [path = "", search] = url.split(/\?(.*)/s);
	const query = new URLSearchParams(search);
	return router({ method, path, query, headers, body, caller, ids });
}

function callOf(steps: readonly BatchStep[], id: string): { method: string; path: string } {
	const { method = "", url = "" } = steps.find((step) => step.id === id) ?? {};
	return { method, path: url.split("?")[0] ?? "" };
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
	dependsOn: readonly string[];
};

const MOST_REQUESTS = 20;

/**
 * Parses the body of `POST /$batch`.
 *
 * @returns the requests, each after those it depends on.
 */
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
