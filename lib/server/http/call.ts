import type { Agent } from "#lib/core/link/link.ts";
import type { ProblemCode } from "#lib/core/problem.ts";
import type {
	AnswerOf,
	INTERFACE,
	ParamsOf,
	ReadBody,
	ReadQuery,
	RouteName,
} from "#lib/interface/interface.ts";
import type { LimitName } from "#lib/interface/limits.ts";
import type { Portal } from "#lib/server/portal.ts";
import type { Refusal } from "./problem.ts";
import type { Caller } from "./token.ts";

type Right<R extends RouteName> = (typeof INTERFACE)[R]["may"];

/** A call that its handler gets: input and rights have been checked as the table has it. */
type Call<R extends RouteName> = {
	portal: Portal;
	params: ParamsOf<R>;
	query: ReadQuery<R>;
	body: ReadBody<R>;
	/** The network address, as `addressKey` counts it. */
	address: string;
	authorization: string | undefined;
	acceptLanguage: string | undefined;
} & (Right<R> extends "caller"
	? { caller: Caller }
	: Right<R> extends "helpdesk"
		? { agent: Agent }
		: unknown);

type Failures<R extends RouteName> = (typeof INTERFACE)[R] extends {
	failures: readonly (infer Code extends ProblemCode)[];
}
	? Code
	: never;

/** What a handler makes of a call; what it may refuse it with stands in the table. */
export type Result<R extends RouteName> =
	| {
			ok: true;
			value: AnswerOf<R>;
			/** Where it is not the one of the table. */
			status?: number;
			headers?: Record<string, string>;
	  }
	| Refusal<
			| Failures<R>
			| (ReadBody<R> extends undefined ? never : "body-mistaken")
			| ((typeof INTERFACE)[R] extends { limit: LimitName } ? "too-many-requests" : never)
	  >;

/** Handlers of some routes. */
export type Calls<R extends RouteName> = {
	[One in R]: (call: Call<One>) => Promise<Result<One>>;
};

/** Everything went well. */
export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
