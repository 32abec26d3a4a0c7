import type { ProblemCode } from "#lib/core/problem.ts";
import type { AnswerOf, INTERFACE, ReadBody, RouteName } from "#lib/interface/interface.ts";
import type { LimitName } from "#lib/interface/limits.ts";
import type { Refusal } from "./problem.ts";

type Failures<R extends RouteName> = (typeof INTERFACE)[R] extends {
	failures: readonly (infer Code extends ProblemCode)[];
}
	? Code
	: never;

/** A handler's result; the table lists the possible failures. */
export type Result<R extends RouteName> =
	| {
			ok: true;
			value: AnswerOf<R>;
			/** If it differs from the table's. */
			status?: number;
			headers?: Record<string, string>;
	  }
	| Refusal<
			| Failures<R>
			| (ReadBody<R> extends undefined ? never : "body-mistaken")
			| ((typeof INTERFACE)[R] extends { limit: LimitName } ? "too-many-requests" : never)
	  >;
