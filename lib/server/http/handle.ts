import type { Agent } from "#lib/core/link/link.ts";
import type { ProblemCode } from "#lib/core/problem.ts";
import { createLog } from "#lib/server/log.ts";
import { type Portal, portal } from "#lib/server/portal.ts";
import { problem } from "./problem.ts";
import type { Caller } from "./token.ts";

type Context<P> = { params: Promise<P> };
type Call<P> = { request: Request; params: P; portal: Portal };
type Handler<P> = (call: Call<P>) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Methods<P> = Partial<Record<Method, Handler<P>>>;
type Route<P> = (request: Request, context: Context<P>) => Promise<Response>;

/**
 * Makes the handlers of one route. Whatever goes wrong becomes a problem document and a line in the
 * log; a method that the route does not take becomes one too.
 */
export function routes<P>(methods: Methods<P>): Record<Method, Route<P>> {
	return {
		GET: route(methods.GET),
		POST: route(methods.POST),
		PUT: route(methods.PUT),
		PATCH: route(methods.PATCH),
		DELETE: route(methods.DELETE),
	};
}

function route<P>(handler: Handler<P> | undefined): Route<P> {
	if (!handler) return async () => problem("method-not-allowed");
	return async (request, context) => {
		try {
			const running = await portal();
			return await handler({ request, params: await context.params, portal: running });
		} catch (error) {
			return failure(request.method, error);
		}
	};
}

/** A call by somebody whose token was checked. */
export function asCaller<P>(
	handler: (call: Call<P> & { caller: Caller }) => Promise<Response>,
): Handler<P> {
	return async (call) => {
		const token = await call.portal.checkToken(call.request);
		return token.ok ? handler({ ...call, caller: token.caller }) : problem(token.code);
	};
}

/** A call by an agent of the helpdesk: the token holds the app role that the settings name. */
export function asHelpdesk<P>(
	handler: (call: Call<P> & { agent: Agent }) => Promise<Response>,
): Handler<P> {
	return asCaller(async (call) => {
		const { caller, portal: running } = call;
		if (!caller.roles.includes(running.settings.helpdeskRole)) return problem("role-missing");
		return handler({ ...call, agent: { id: caller.id, name: caller.userPrincipalName } });
	});
}

/** An answer that nobody on the way may keep. */
export function json(value: unknown, status = 200): Response {
	return Response.json(value, { status, headers: { "Cache-Control": "no-store" } });
}

/** SQLite's errors name themselves; everything else is a mistake of ours. */
export function failure(method: string, error: unknown): Response {
	const isStore = error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
	const code: ProblemCode = isStore ? "store-unavailable" : "unexpected";
	// The path of a watch holds its ticket, so only the method is said.
	createLog().error("call-failed", { method, code, error });
	return problem(code);
}
