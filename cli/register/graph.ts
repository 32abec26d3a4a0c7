import { setTimeout as delay } from "node:timers/promises";
import { type HttpAnswer, jsonObject, send } from "../check/http-answer.ts";
import { type Failure, RegistrationError } from "./failure.ts";
import type { GraphRequest } from "./graph-requests.ts";

/** Graph's response body; `undefined` if there is none. */
type GraphObject = Readonly<Record<string, unknown>> | undefined;

export type Graph = {
	/** Sends a request. @throws RegistrationError when Graph refuses it */
	call(request: GraphRequest): Promise<GraphObject>;
	/** The same for a newly created object, which not all of Graph's servers know at once. */
	callSoon(request: GraphRequest): Promise<GraphObject>;
};

/** The delays between attempts, in milliseconds. */
const PAUSES_MS = [2000, 4000, 8000, 15_000];

type GraphClient = {
	url: string;
	accessToken: string;
	signal: AbortSignal;
	pausesMs?: readonly number[];
};

/** Opens Graph for a person. The token stays in memory. */
export function openGraph({ url, accessToken, signal, pausesMs = PAUSES_MS }: GraphClient): Graph {
	async function ask({ method, path, headers, body }: GraphRequest): Promise<HttpAnswer> {
		if (signal.aborted) throw new RegistrationError({ code: "stopped" });
		return await send(`${url}/v1.0${path}`, {
			method,
			headers: {
				authorization: `Bearer ${accessToken}`,
				...(body && { "content-type": "application/json" }),
				...headers,
			},
			...(body && { body: JSON.stringify(body) }),
		});
	}

	/** A sent request is never aborted: its outcome would be unknown. */
	async function call(request: GraphRequest): Promise<GraphObject> {
		return readGraph(await ask(request), request, url);
	}

	return {
		call,
		async callSoon(request) {
			for (const pauseMs of pausesMs) {
				const answer = await ask(request);
				if (!isTooSoon(answer)) return readGraph(answer, request, url);
				await delay(pauseMs, undefined, { signal }).catch(() => undefined);
			}
			return call(request);
		},
	};
}

/** Graph's ways to say that a new object does not exist yet, or that it is busy. */
function isTooSoon(answer: HttpAnswer): boolean {
	if (!answer.ok) return false;
	const { status, body } = answer;
	if (status === 404 || status === 429 || status === 503) return true;
	return status === 400 && /does not reference a valid|cannot be found|does not exist/i.test(body);
}

/** Interprets Graph's response; only a read may be answered with "not found". */
function readGraph(answer: HttpAnswer, request: GraphRequest, url: string): GraphObject {
	const name = `${request.method} ${request.path.split("?")[0]}`;
	const fail = (failure: Failure): never => {
		throw new RegistrationError(failure);
	};
	if (!answer.ok) return fail({ code: "unreachable", where: url, reason: answer.reason });
	const body = jsonObject(answer.body);
	if (answer.status < 300) return body ?? {};
	if (answer.status === 404 && request.method === "GET") return undefined;
	const detail = wordsOf(body, answer.status);
	const code = answer.status === 401 || answer.status === 403 ? "no-right" : "graph-refused";
	return fail({ code, request: name, detail });
}

/** An error's message (Microsoft Graph, "error responses"), with the request id to find it in Microsoft's logs. */
function wordsOf(body: GraphObject, status: number): string {
	const error = (body?.error ?? {}) as {
		code?: string;
		message?: string;
		innerError?: Record<string, string>;
	};
	const request = error.innerError?.["request-id"];
	const detail = `Graph says (${status} ${error.code ?? "without a code"}): ${error.message ?? ""}`;
	return request ? `${detail} Request id: ${request}` : detail;
}
