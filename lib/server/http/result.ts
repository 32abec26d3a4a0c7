import type { ProblemCode } from "#lib/core/problem.ts";
import type { AnswerOf, INTERFACE, ReadBody, RouteName } from "#lib/interface/interface.ts";
import type { LimitName } from "#lib/interface/limits.ts";
import type { Refusal } from "./problem.ts";

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
