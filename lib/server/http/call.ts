import type { Agent } from "#lib/core/link/link.ts";
import type {
	INTERFACE,
	ParamsOf,
	ReadBody,
	ReadQuery,
	RouteName,
} from "#lib/interface/interface.ts";
import type { Portal } from "#lib/server/portal.ts";
import type { CallKey } from "#lib/server/store/answers.ts";
import type { Result } from "./result.ts";
import type { Caller } from "./token.ts";

type Right<R extends RouteName> = (typeof INTERFACE)[R]["may"];

/** A call as its handler receives it: input and rights have been checked against the table. */
type Call<R extends RouteName> = {
	portal: Portal;
	/** Whatever it writes under this name is written once. */
	key: CallKey;
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

/** Handlers for some routes. */
export type Calls<R extends RouteName> = {
	[One in R]: (call: Call<One>) => Promise<Result<One>>;
};

/** A successful result. */
export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
