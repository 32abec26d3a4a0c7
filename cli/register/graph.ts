import { setTimeout as delay } from "node:timers/promises";
import { type HttpAnswer, jsonObject, send } from "../check/http-answer.ts";
import { type Failure, RegistrationError } from "./failure.ts";
import type { GraphRequest } from "./graph-requests.ts";

/** What Graph answered; `undefined` where it says that there is nothing. */
type GraphObject = Readonly<Record<string, unknown>> | undefined;

export type Graph = {
	/** Sends one request. @throws RegistrationError when Graph does not do it */
	call(request: GraphRequest): Promise<GraphObject>;
	/** The same for what was only just made: not every one of Graph's servers knows of it at once. */
	callSoon(request: GraphRequest): Promise<GraphObject>;
};

/** How long is waited before each further try, in milliseconds. */
const PAUSES_MS = [2000, 4000, 8000, 15_000];

type GraphDoor = {
	url: string;
	accessToken: string;
	signal: AbortSignal;
	pausesMs?: readonly number[];
};

/** Opens Graph for one person. The token stays in memory. */
export function openGraph({ url, accessToken, signal, pausesMs = PAUSES_MS }: GraphDoor): Graph {
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

	/** A request that was sent is not broken off: nobody would know whether it was done. */
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

/** Graph says that what was just made is not there, in one of these ways; or that it is busy. */
function isTooSoon(answer: HttpAnswer): boolean {
	if (!answer.ok) return false;
	const { status, body } = answer;
	if (status === 404 || status === 429 || status === 503) return true;
	return status === 400 && /does not reference a valid|cannot be found|does not exist/i.test(body);
}

/** Decides what an answer of Graph means; only a question may be answered by "there is none". */
function readGraph(answer: HttpAnswer, request: GraphRequest, url: string): GraphObject {
	const name = `${request.method} ${request.path.split("?")[0]}`;
	const fail = (failure: Failure): never => {
		throw new RegistrationError(failure);
	};
	if (!answer.ok) return fail({ code: "unreachable", where: url, reason: answer.reason });
	const body = jsonObject(answer.body);
	if (answer.status < 300) return body ?? {};
	if (answer.status === 404 && request.method === "GET") return undefined;
	const said = wordsOf(body, answer.status);
	const code = answer.status === 401 || answer.status === 403 ? "no-right" : "graph-refused";
	return fail({ code, request: name, said });
}

/** The words of an error (Microsoft Graph, "error responses"), with what finds it in Microsoft's logs. */
function wordsOf(body: GraphObject, status: number): string {
	const error = (body?.error ?? {}) as {
		code?: string;
		message?: string;
		innerError?: Record<string, string>;
	};
	const request = error.innerError?.["request-id"];
	const said = `Graph says (${status} ${error.code ?? "without a code"}): ${error.message ?? ""}`;
	return request ? `${said} Request id: ${request}` : said;
}
