import type { JWTPayload } from "jose";
import { type ChallengeFault, type Gate, type StatusFault, throughFaults } from "../fault-gate.ts";
import type { Faults } from "../faults.ts";
import type { Answer, Reply } from "../http/call.ts";
import type { Person } from "../people.ts";
import { challenge } from "./challenge.ts";
import {
	type GraphRefusal,
	REFUSALS,
	type RequestIds,
	refuse,
	unknownSegment,
} from "./graph-error.ts";

/** Who calls, as their access token says. */
export type Caller = { person: Person; scopes: ReadonlySet<string>; claims: JWTPayload };

/** A request to Graph, of its own or inside a `$batch`. */
export type GraphRequest = {
	method: string;
	/** Below `/v1.0`, for example `/me`. */
	path: string;
	query: URLSearchParams;
	contentType: string | undefined;
	body: string;
	caller: Caller;
	ids: RequestIds;
};

/** What a handler gets: the request and the values of the pattern's `{}` segments, in their order. */
export type GraphCall = GraphRequest & { segments: readonly string[] };

/** One operation of Graph. Further ones live in files of their own and are listed in `graph.ts`. */
export type GraphRoute = {
	method: string;
	/** Segments below `/v1.0`; `{}` stands for any one segment. */
	pattern: string;
	/** The name that faults go by. */
	operation: string;
	/** Any one of these scopes is enough. */
	scopes: readonly string[];
	handle(call: GraphCall): Promise<Answer | GraphRefusal> | Answer | GraphRefusal;
};

/** Sends one request to its operation; `$batch` can send each of its own through the same door. */
export type GraphRouter = (request: GraphRequest) => Promise<Reply>;

/** @returns the router of `routes`, in which the first match wins. */
export function createGraphRouter(routes: readonly GraphRoute[], faults: Faults): GraphRouter {
	return async (request) => {
		const matches = routes
			.map((route) => ({ route, segments: segmentsOf(route.pattern, request.path) }))
			.filter((match) => match.segments !== undefined);
		const match = matches.find(({ route }) => route.method === request.method);
		if (match?.segments === undefined) {
			const known = matches.length > 0;
			const segment = request.path.split("/").at(-1) ?? "";
			return refuse(known ? REFUSALS.methodNotAllowed : unknownSegment(segment), request.ids);
		}
		const { route, segments } = match;
		return throughFaults(faults, gateOf(route, request), async () => {
			if (!route.scopes.some((scope) => request.caller.scopes.has(scope))) {
				return refuse(REFUSALS.noPrivilege, request.ids);
			}
			const outcome = await route.handle({ ...request, segments });
			return "code" in outcome ? refuse(outcome, request.ids) : outcome;
		});
	};
}

function gateOf({ operation }: GraphRoute, { caller, ids }: GraphRequest): Gate {
	return {
		operation,
		personId: caller.person.id,
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

function refusalOf(fault: StatusFault): GraphRefusal {
	const { status, code = CODE_BY_STATUS[status] ?? "UnknownError", retryAfterSeconds } = fault;
	return {
		status,
		code,
		message: fault.message ?? "The practice tenant was told to answer so.",
		...(retryAfterSeconds !== undefined && {
			headers: { "retry-after": String(retryAfterSeconds) },
		}),
	};
}

function segmentsOf(pattern: string, path: string): readonly string[] | undefined {
	const wanted = pattern.split("/");
	const given = path.split("/").map(decoded);
	if (wanted.length !== given.length) return undefined;
	const isMatch = wanted.every((segment, at) => segment === "{}" || segment === given[at]);
	return isMatch ? given.filter((_, at) => wanted[at] === "{}") : undefined;
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
