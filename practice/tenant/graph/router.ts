import type { JWTPayload } from "jose";
import { type ChallengeFault, type Gate, type StatusFault, throughFaults } from "../fault-gate.ts";
import type { Faults } from "../faults.ts";
import type { Answer, Reply, Step } from "../http/call.ts";
import type { Person } from "../people.ts";
import { challenge } from "./challenge.ts";
import {
	type GraphRefusal,
	REFUSALS,
	type RequestIds,
	refuse,
	unknownSegment,
} from "./graph-error.ts";
import { type Throttle, unitsOf } from "./throttle.ts";

/** The caller and application in the access token. */
export type Caller = {
	person: Person;
	appId: string;
	scopes: ReadonlySet<string>;
	claims: JWTPayload;
};

/** Request headers by lower-case name. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** A request to Graph, direct or inside a `$batch`. */
export type GraphRequest = {
	method: string;
	/** Below `/v1.0`, for example `/me`. */
	path: string;
	query: URLSearchParams;
	headers: RequestHeaders;
	body: string;
	caller: Caller;
	ids: RequestIds;
	/** Called for each request inside a `$batch`, for the request log. */
	noteStep?(step: Step): void;
};

/** What a handler gets: the request, and the values of the pattern's `{}` segments in order. */
export type GraphCall = GraphRequest & { segments: readonly string[] };

type Outcome = Answer | GraphRefusal;

/** An operation of Graph. They are in separate files and listed in `operations.ts`. */
export type GraphRoute = {
	method: string;
	/** The path segments below `/v1.0`; `{}` matches anything within a segment. */
	pattern: string;
	/** The name used by faults. */
	operation: string;
	/** Any of these scopes is enough. */
	scopes: readonly string[];
	/** Resource units (`graph/throttling-limits`); default 1. */
	units?: number;
	handle(call: GraphCall): Promise<Outcome> | Outcome;
};

/** Dispatches a request to its operation; `$batch` dispatches each of its requests the same way. */
export type GraphRouter = (request: GraphRequest) => Promise<Reply>;

type Match = { route: GraphRoute; segments: readonly string[] };

/** @returns a router for `routes`; the first match wins. */
export function createGraphRouter(
	routes: readonly GraphRoute[],
	{ faults, throttle }: { faults: Faults; throttle: Throttle },
): GraphRouter {
	return async (request) => {
		const matches = routes.flatMap((route): readonly Match[] => {
			const segments = segmentsOf(route.pattern, request.path);
			return segments === undefined ? [] : [{ route, segments }];
		});
		const match = matches.find(({ route }) => route.method === request.method);
		if (match === undefined) {
			const known = matches.length > 0;
			const segment = request.path.split("/").at(-1) ?? "";
			const refusal = known ? REFUSALS.methodNotAllowed : unknownSegment(segment);
			return counted(refuse(refusal, request.ids), 1);
		}
		return throughFaults(faults, gateOf(match, request), () => answer(match, request, throttle));
	};
}

async function answer(
	{ route, segments }: Match,
	request: GraphRequest,
	throttle: Throttle,
): Promise<Answer> {
	const isWrite = request.method !== "GET";
	const units = isWrite ? 1 : unitsOf(route.units ?? 1, request.query);
	const throttled = throttle.take({ appId: request.caller.appId, units, isWrite });
	if (throttled !== undefined) return refuse(throttled, request.ids);
	if (!route.scopes.some((scope) => request.caller.scopes.has(scope))) {
		return counted(refuse(REFUSALS.noPrivilege, request.ids), units);
	}
	const outcome = await route.handle({ ...request, segments });
	return counted("code" in outcome ? refuse(outcome, request.ids) : asOData(outcome), units);
}

/** The cost of a request. */
function counted(reply: Answer, units: number): Answer {
	return { ...reply, headers: { ...reply.headers, "x-ms-resource-unit": String(units) } };
}

const ODATA_TYPE =
	"application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/** The headers of every successful answer with a body. */
function asOData(reply: Answer): Answer {
	const isJson = reply.headers?.["content-type"]?.startsWith("application/json") === true;
	if (!isJson) return reply;
	const own = { "cache-control": "no-cache", "odata-version": "4.0", "content-type": ODATA_TYPE };
	return { ...reply, headers: { ...reply.headers, ...own } };
}

function gateOf({ route, segments }: Match, { caller, ids }: GraphRequest): Gate {
	return {
		operation: route.operation,
		personId: caller.person.id,
		targetId: segments[0],
		refuse: (fault: StatusFault) => refuse(refusalOf(fault), ids),
		challenge: (fault: ChallengeFault) => challenge(fault, caller.claims, ids),
	};
}

const CODE_BY_STATUS: Readonly<Record<number, string>> = {
	429: "TooManyRequests",
	500: "InternalServerError",
	503: "ServiceUnavailable",
	504: "GatewayTimeout",
};

export function refusalOf(fault: StatusFault): GraphRefusal {
	const { status, code = CODE_BY_STATUS[status] ?? "UnknownError", retryAfterSeconds } = fault;
	return {
		status,
		code,
		message: fault.message ?? "The practice tenant was configured to answer like this.",
		...(retryAfterSeconds !== undefined && {
			headers: { "retry-after": String(retryAfterSeconds) },
		}),
	};
}

function segmentsOf(pattern: string, path: string): readonly string[] | undefined {
	const wanted = pattern.split("/");
	const given = path.split("/").map(decoded);
	if (wanted.length !== given.length) return undefined;
	const values = wanted.map((segment, at) => segmentValue(segment, given[at] ?? ""));
	if (values.includes(undefined)) return undefined;
	return values.filter((value) => typeof value === "string");
}

/** The value at the `{}` of a segment; true if it has none and is equal. */
function segmentValue(wanted: string, given: string): string | true | undefined {
	const [start = "", end] = wanted.split("{}");
	if (end === undefined) return wanted === given ? true : undefined;
	const isMatch = given.startsWith(start) && given.endsWith(end);
	return isMatch ? given.slice(start.length, given.length - end.length) : undefined;
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
