import { randomUUID } from "node:crypto";
import { errors, type JWTPayload, jwtVerify } from "jose";
import type { Answer, Call, Headers, Reply, Route } from "../http/call.ts";
import type { PeopleStore } from "../people.ts";
import type { SigningKeys } from "../sign-in/keys.ts";
import { GRAPH_AUDIENCE } from "../sign-in/scopes.ts";
import type { SignIns } from "../sign-in/sign-ins.ts";
import type { Switches } from "../switches.ts";
import { challenge, UNAUTHENTICATED } from "./challenge.ts";
import {
	type GraphRefusal,
	REFUSALS,
	type RequestIds,
	refuse,
	unknownObject,
} from "./graph-error.ts";
import type { Caller, GraphRouter, RequestHeaders } from "./router.ts";

const ROOT = "/v1.0";

export type GraphEndpoint = {
	issuer: TokenIssuer;
	router: GraphRouter;
	now(): Date;
};

/** Everything below `/v1.0`: preflight, token, then the router; ids and CORS on every response. */
export function graphRoutes(door: GraphEndpoint): Route {
	return async (call) => {
		if (!call.url.pathname.startsWith(`${ROOT}/`)) return undefined;
		if (call.method === "OPTIONS") return preflight(call);
		const ids = idsOf(call, door.now());
		const reply = await answer(call, ids, door);
		return typeof reply === "string" ? reply : withCommonHeaders(reply, ids);
	};
}

async function answer(
	call: Call,
	ids: RequestIds,
	{ issuer, router }: GraphEndpoint,
): Promise<Reply> {
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

/** The headers that occur once, which are the only ones Graph reads. */
function headersOf({ headers }: Call): RequestHeaders {
	const entries = Object.entries(headers).filter(([, value]) => typeof value === "string");
	return Object.fromEntries(entries) as RequestHeaders;
}

function idsOf({ headers }: Call, at: Date): RequestIds {
	const requestId = randomUUID();
	const given = headers["client-request-id"];
	return { requestId, clientRequestId: typeof given === "string" ? given : requestId, at };
}

function withCommonHeaders(answer: Answer, ids: RequestIds): Answer {
	return {
		...answer,
		headers: {
			...answer.headers,
			...CORS_HEADERS,
			"request-id": ids.requestId,
			"client-request-id": ids.clientRequestId,
		},
	};
}

type TokenIssuer = {
	keys: SigningKeys;
	issuer: string;
	people: PeopleStore;
	signIns: SignIns;
	switches: Switches;
};

/**
 * Checks the access token as Graph does. A revoked sign-in does not matter, unless the tenant
 * evaluates access continuously: see {@link outdated}.
 */
async function readCaller(
	authorization: string | undefined,
	{ keys, issuer, people }: TokenIssuer,
): Promise<Caller | GraphRefusal> {
	const token = authorization?.replace(/^Bearer +/i, "") ?? "";
	try {
		const { payload } = await jwtVerify(token, keys.findKey, {
			issuer,
			audience: GRAPH_AUDIENCE,
			algorithms: ["RS256"],
		});
		return callerOf(payload, people);
	} catch (error) {
		if (error instanceof errors.JOSEError) return REFUSALS.badToken;
		throw error;
	}
}

/**
 * The claims for which a token has to be renewed, because its person's sign-ins were revoked after it was
 * issued; undefined if it is valid. Tokens have whole seconds.
 */
function outdated(
	{ person, claims }: Caller,
	{ signIns, switches }: Pick<TokenIssuer, "signIns" | "switches">,
): string | undefined {
	const endedAt = switches.continuousAccess ? signIns.endedAt(person.id) : undefined;
	if (endedAt === undefined) return undefined;
	const seconds = Math.floor(endedAt.getTime() / 1000);
	if (Number(claims.iat) >= seconds) return undefined;
	return JSON.stringify({ access_token: { nbf: { essential: true, value: String(seconds) } } });
}

function callerOf(claims: JWTPayload, people: PeopleStore): Caller | GraphRefusal {
	const id = String(claims.oid);
	const person = people.find(id);
	if (person === undefined) return unknownObject(id);
	const scopes = new Set(String(claims.scp).split(" "));
	return { person, appId: String(claims.azp), scopes, claims };
}

const EXPOSED = [
	"ETag",
	"Location",
	"Preference-Applied",
	"Content-Range",
	"request-id",
	"client-request-id",
	"ReadWriteConsistencyToken",
	"SdkVersion",
	"x-ms-client-gcc-tenant",
	// Needed to respond to a claims challenge.
	"WWW-Authenticate",
	// In newer recorded answers and in Microsoft's own Dev Proxy; not in 2022 (microsoftgraph/microsoft-graph-docs#17488).
	"Retry-After",
];

/** The headers of every response to a page. Graph allows every origin: only the token counts. */
const CORS_HEADERS: Headers = {
	"access-control-allow-origin": "*",
	"access-control-expose-headers": EXPOSED.join(", "),
};

/** The response to a preflight (Fetch Standard, section 3.3). */
function preflight({ headers }: Call): Answer {
	const asked = headers["access-control-request-headers"];
	return {
		status: 200,
		headers: {
			"access-control-allow-origin": "*",
			"access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
			...(asked !== undefined && { "access-control-allow-headers": asked }),
			"access-control-max-age": "3600",
			vary: "Access-Control-Request-Headers",
		},
	};
}
