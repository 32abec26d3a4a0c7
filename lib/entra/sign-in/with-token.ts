import type { TokenResult } from "./sign-in.ts";

type CallResult<R> = { ok: true; result: R } | Extract<TokenResult, { ok: false }>;

/**
 * Calls an API with a token, and once more with a new one when the API challenges the first. An API
 * refuses before it does anything, so the second call repeats nothing.
 *
 * @param call.token gets a token; with claims, one that answers the challenge
 * @param call.send sends the call
 * @param call.challengeOf the claims that an answer asks for
 */
export async function withToken<R>(call: {
	token: (claims?: string) => Promise<TokenResult>;
	send: (token: string) => Promise<R>;
	challengeOf: (result: R) => string | undefined;
}): Promise<CallResult<R>> {
	const first = await call.token();
	if (!first.ok) return first;
	const result = await call.send(first.token);
	const claims = call.challengeOf(result);
	if (!claims) return { ok: true, result };
	const second = await call.token(claims);
	return second.ok ? { ok: true, result: await call.send(second.token) } : second;
}
