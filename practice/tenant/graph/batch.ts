import { throughFaults } from "../fault-gate.ts";
import type { Faults } from "../faults.ts";
import { type Answer, json, type Reply } from "../http/call.ts";
import { type BatchStep, readBatch } from "./batch-request.ts";
import { type GraphRefusal, REFUSALS, refuse } from "./graph-error.ts";
import { type GraphRequest, type GraphRouter, refusalOf } from "./router.ts";

type InnerAnswer = { id: string; status: number; headers: object; body?: unknown };

/**
 * `POST /$batch` (Microsoft Learn, `graph/json-batching`): sends each request through `router`, those
 * that depend on others after them, and answers 200 whatever became of them. Throttling is counted
 * and answered request by request; the inner `Retry-After` stands in the body.
 *
 * @returns a router that knows `/$batch` as well.
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
		// A step comes after those it depends on, so that theirs are under way by now.
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
	// Nothing arrives of a batch whose connection broke, though some of it was done.
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

/** Headers inside a batch are compared by their letters, so they come as Graph writes them. */
function headerName(name: string): string {
	if (name === "odata-version") return "OData-Version";
	return name.startsWith("x-ms-")
		? name
		: name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
