import { finished, Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { z } from "zod";
import {
	INTERFACE,
	type Route,
	type RouteName,
	SMALL_BODY_BYTES,
} from "#lib/interface/interface.ts";
import { LIMITS, type LimitName } from "#lib/interface/limits.ts";
import { metricsRefusal } from "#lib/server/metrics/may-read-metrics.ts";
import type { Portal } from "#lib/server/portal.ts";
import type { CallKey } from "#lib/server/store/answers.ts";
import { findWatch } from "#lib/server/watches/find-watch.ts";
import type { Calls } from "./call.ts";
import { auditCalls } from "./calls/audit-calls.ts";
import { helpdeskCalls } from "./calls/helpdesk-calls.ts";
import { linkCalls } from "./calls/link-calls.ts";
import { portalCalls } from "./calls/portal-calls.ts";
import { watchCalls } from "./calls/watch-calls.ts";
import { addressKey } from "./client-address.ts";
import { type Refusal, tooMany } from "./problem.ts";
import type { Result } from "./result.ts";
import { callKey, repeatKey } from "./same-answer.ts";
import { sendProblem } from "./send-problem.ts";
import type { Caller } from "./token.ts";

/** Written to Node's own response: a web stream for each would take too much memory. */
const EVENTS = "GET /api/watches/{ticket}/events";

const CALLS: Calls<Exclude<RouteName, typeof EVENTS>> = {
	...portalCalls,
	...watchCalls,
	...linkCalls,
	...helpdeskCalls,
	...auditCalls,
};

/** A handler whose input has been checked against the table. */
type Handler = (call: object) => Promise<Result<RouteName>>;

const callers = new WeakMap<FastifyRequest, Caller>();

/** Adds all routes of the table. Rights and limits are checked before a body is read. */
export function addInterface(app: FastifyInstance, portal: Portal): void {
	for (const [name, route] of Object.entries(INTERFACE) as [RouteName, Route][]) {
		const [method = "", url = ""] = name.split(" ");
		app.route({
			method: method as HTTPMethods,
			url: urlOf(url),
			config: { route: name },
			bodyLimit: route.bytes ?? SMALL_BODY_BYTES,
			exposeHeadRoute: name !== EVENTS,
			async onRequest(request, reply) {
				const refusal = await refusalOf(request, route, portal);
				return refusal && sendProblem(reply, refusal);
			},
			handler:
				name === EVENTS ? answerEvents(portal) : answerWith(name, CALLS[name] as Handler, portal),
		});
	}
	refuseOtherMethods(app);
}

const urlOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, ":$1");

async function refusalOf(
	request: FastifyRequest,
	{ may, limit }: Route,
	portal: Portal,
): Promise<Omit<Refusal, "ok"> | undefined> {
	const { limits, settings } = portal;
	let key = addressKey(request.ip);
	if (may === "operator") {
		const { headers, socket } = request;
		return metricsRefusal({ headers, remoteAddress: socket.remoteAddress }, settings.metricsToken);
	}
	if (may === "caller" || may === "helpdesk") {
		const token = await portal.checkToken(request.headers.authorization);
		if (!token.ok) return token;
		const { caller } = token;
		if (may === "helpdesk" && !caller.roles.includes(settings.helpdeskRole)) {
			return { code: "role-missing" };
		}
		callers.set(request, caller);
		key = caller.id;
	}
	return limit && !isCountedLater(limit) ? await limits.take(limit, key) : undefined;
}

const isCountedLater = (limit: LimitName) => "isCountedLater" in LIMITS[limit];

function answerWith(name: RouteName, handler: Handler, portal: Portal) {
	const route: Route = INTERFACE[name];
	return async (request: FastifyRequest, reply: FastifyReply) => {
		const input = readInput(request, route);
		if (!input.ok) return sendProblem(reply, input);
		const key = repeatKey(request.headers["idempotency-key"]);
		// If it were ignored, the call could be executed twice.
		if (key === null && route.again) return sendProblem(reply, MALFORMED_KEY);
		const { authorization, "accept-language": acceptLanguage } = request.headers;
		const caller = callers.get(request);
		const leave = enter(portal, route, caller);
		if (typeof leave !== "function") return sendProblem(reply, leave);
		try {
			const make = (key?: CallKey) =>
				handler({
					...input.value,
					portal,
					key,
					authorization,
					acceptLanguage,
					address: addressKey(request.ip),
					caller,
					agent: caller && { id: caller.id, name: caller.userPrincipalName },
				});
			const asked = key &&
				caller && { callerId: caller.id, route: name, key, content: input.value };
			const result = await (asked && route.again === "same-answer"
				? portal.sameAnswer(asked, make)
				: make(asked && route.again === "same-effect" ? callKey(asked) : undefined));
			return result.ok ? sendAnswer(reply, route, result) : sendProblem(reply, result);
		} finally {
			// A file is still being written at this point.
			finished(reply.raw, leave);
		}
	};
}

/** Takes one of the person's concurrent calls, if their number is limited. */
function enter({ limits }: Portal, { limit }: Route, caller: Caller | undefined) {
	return limit && caller ? limits.enter(limit, caller.id) : () => undefined;
}

const MALFORMED_KEY: Refusal<"request-mistaken"> = {
	ok: false,
	code: "request-mistaken",
	detail: "Idempotency-Key: must be 16 to 64 characters of base64url.",
};

type Answered = Extract<Result<RouteName>, { ok: true }>;

/** No cache may store an answer. */
function sendAnswer(reply: FastifyReply, { answer }: Route, { value, status, headers }: Answered) {
	reply.code(status ?? answer.status).header("Cache-Control", "no-store");
	if (answer.status === 204) return reply.send();
	reply.header("Content-Type", answer.type).headers(headers ?? {});
	if (answer.type === "application/json") return reply.send(JSON.stringify(value));
	// Anything but JSON is a file, streamed as it is generated.
	return reply.send(Readable.from(value as AsyncIterable<string>));
}

type Input =
	| { ok: true; value: { params: unknown; query: unknown; body: unknown } }
	| Refusal<"body-mistaken" | "body-not-json" | "request-mistaken">;

/** Validates the input. It is never repeated or logged. */
function readInput(request: FastifyRequest, route: Route): Input {
	const isBodyMissing = route.body && request.body === undefined;
	if (isBodyMissing && !route.body?.safeParse(undefined).success) {
		return { ok: false, code: "body-not-json" };
	}
	const checked: Record<string, unknown> = {};
	for (const part of ["params", "query", "body"] as const) {
		const schema: z.ZodType | undefined = route[part];
		const parsed = schema?.safeParse(request[part], { error: inWords });
		if (parsed && !parsed.success) {
			const [issue] = parsed.error.issues;
			const code = part === "body" ? "body-mistaken" : "request-mistaken";
			return { ok: false, code, detail: issue && detailOf(issue) };
		}
		checked[part] = parsed ? parsed.data : part === "params" ? request.params : undefined;
	}
	return { ok: true, value: checked as { params: unknown; query: unknown; body: unknown } };
}

/** Names only fields of the table: an unknown name is text sent by the caller. */
function detailOf({ code, path, message }: z.core.$ZodIssue): string {
	const at = path.join(".") || "The body";
	return code === "unrecognized_keys" ? `${at}: contains an unknown field.` : `${at}: ${message}.`;
}

const TYPES: Record<string, string> = {
	string: "text",
	int: "a whole number",
	number: "a number",
	array: "a list",
};

const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** For the tables' schemas that say nothing themselves. The input is not repeated. */
function inWords(issue: z.core.$ZodRawIssue): string {
	if (issue.input === undefined) return "is missing";
	if (issue.code === "invalid_type") return `must be ${TYPES[issue.expected] ?? "an object"}`;
	if (issue.code === "invalid_value") return `must be ${OR.format(issue.values.map(String))}`;
	if (issue.code === "invalid_union") {
		// Of a filter that may be empty, the last one is the filter's own.
		const own = issue.errors.at(-1)?.[0]?.message;
		return own ?? `must be ${OR.format([issue.options ?? []].flat().map(String))}`;
	}
	if (issue.code === "too_small" && !issue.inclusive) return `must be more than ${issue.minimum}`;
	if (issue.code === "too_small") return boundOf("least", issue.origin, Number(issue.minimum));
	if (issue.code === "too_big") return boundOf("most", issue.origin, Number(issue.maximum));
	return "has the wrong format";
}

function boundOf(bound: "least" | "most", origin: string, count: number): string {
	const [one, more] =
		{ string: ["character", "characters"], array: ["entry", "entries"] }[origin] ?? [];
	if (!one) return `must be at ${bound} ${count}`;
	return `must have at ${bound} ${count} ${count === 1 ? one : more}`;
}

function answerEvents(portal: Portal) {
	return async (request: FastifyRequest<{ Params: { ticket: string } }>, reply: FastifyReply) => {
		const found = await findWatch(portal.watches, request.params.ticket);
		if (!found.ok) return sendProblem(reply, found);
		const limited = await portal.limits.take("streams", found.watch.ticket);
		if (limited) return sendProblem(reply, limited);
		// A client that has already gone no longer has an address.
		if (!request.ip) return reply.hijack();
		const viewing = { watch: found.watch, address: addressKey(request.ip) };
		if (!portal.streams.isFree(viewing)) {
			return sendProblem(reply, tooMany(RETRY_STREAM_S, "The maximum number of streams is open."));
		}
		const lastEventId = request.headers["last-event-id"];
		const known = typeof lastEventId === "string" ? Number(lastEventId) : undefined;
		reply.hijack();
		// No close event follows if the client has already gone.
		if (!reply.raw.destroyed) portal.streams.open(reply.raw, { ...viewing, known });
		return reply;
	};
}

const RETRY_STREAM_S = 60;

/** Answers unknown paths below `/api`. */
function refuseOtherMethods(app: FastifyInstance): void {
	const taken = Map.groupBy(Object.keys(INTERFACE), (name) => urlOf(name.split(" ")[1] ?? ""));
	for (const [url, names] of taken) {
		const methods = names.map((name) => name.split(" ")[0] ?? "");
		if (methods.includes("GET") && !url.endsWith("/events")) methods.push("HEAD");
		refuse(
			app,
			url,
			app.supportedMethods.filter((method) => !methods.includes(method)),
			{
				code: "method-not-allowed",
				headers: { Allow: methods.join(", ") },
			},
		);
	}
	for (const url of ["/api", "/api/*"]) {
		refuse(app, url, app.supportedMethods, { code: "route-not-found" });
	}
}

function refuse(
	app: FastifyInstance,
	url: string,
	method: HTTPMethods[],
	refusal: Omit<Refusal, "ok">,
): void {
	app.route({
		method,
		url,
		exposeHeadRoute: false,
		onRequest: async (_, reply) => sendProblem(reply, refusal),
		handler: () => undefined,
	});
}
