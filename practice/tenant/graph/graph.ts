import { randomUUID } from "node:crypto";
import type { Answer, Call, Reply, Route } from "../http/call.ts";
import { outdated, readCaller, type TokenIssuer } from "./bearer.ts";
import { challenge, UNAUTHENTICATED } from "./challenge.ts";
import { type CorsSettings, corsHeaders, preflight } from "./cors.ts";
import { type RequestIds, refuse } from "./graph-error.ts";
import type { GraphRouter, RequestHeaders } from "./router.ts";

const ROOT = "/v1.0";

export type GraphDoor = {
	issuer: TokenIssuer;
	cors: CorsSettings;
	router: GraphRouter;
	now(): Date;
};

/** Everything below `/v1.0`: preflight, token, then the router; ids and CORS on every answer. */
export function graphRoutes(door: GraphDoor): Route {
	return async (call) => {
		if (!call.url.pathname.startsWith(`${ROOT}/`)) return undefined;
		if (call.method === "OPTIONS") return preflight(call);
		const ids = idsOf(call, door.now());
		const reply = await answer(call, ids, door);
		return typeof reply === "string" ? reply : withCommonHeaders(reply, ids, door.cors);
	};
}

async function answer(call: Call, ids: RequestIds, { issuer, router }: GraphDoor): Promise<Reply> {
	const caller = await readCaller(call.headers.authorization, issuer);
	if ("code" in caller) {
		const headers = caller.status === 401 ? UNAUTHENTICATED : {};
		return refuse({ ...caller, headers }, ids);
	}
	call.personId = caller.person.id;
	const claims = outdated(caller, issuer);
	const challenged = claims && challenge({ kind: "claims-challenge", claims }, caller.claims, ids);
	if (challenged) return challenged;
	return router({
		method: call.method,
		path: call.url.pathname.slice(ROOT.length),
		query: call.url.searchParams,
		headers: headersOf(call),
		body: call.body,
		caller,
		ids,
		noteStep(step) {
			call.steps ??= [];
			call.steps.push({ ...step, path: ROOT + step.path });
		},
	});
}

/** The headers that come once only, which is all that Graph looks at. */
function headersOf({ headers }: Call): RequestHeaders {
	const entries = Object.entries(headers).filter(([, value]) => typeof value === "string");
	return Object.fromEntries(entries) as RequestHeaders;
}

function idsOf({ headers }: Call, at: Date): RequestIds {
	const requestId = randomUUID();
	const given = headers["client-request-id"];
	return { requestId, clientRequestId: typeof given === "string" ? given : requestId, at };
}

function withCommonHeaders(answer: Answer, ids: RequestIds, cors: CorsSettings): Answer {
	return {
		...answer,
		headers: {
			...answer.headers,
			...corsHeaders(cors),
			"request-id": ids.requestId,
			"client-request-id": ids.clientRequestId,
		},
	};
}
