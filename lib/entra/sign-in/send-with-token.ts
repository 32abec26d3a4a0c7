import type { Result } from "#lib/core/failure.ts";
import { apiToken, type GetToken, type SignIn } from "./sign-in.ts";

/**
 * Calls an API with a token, and repeats the call with a new one if the API challenges the first.
 * An API refuses before it does anything, so the repetition does nothing twice. Failures are
 * returned unchanged.
 */
export async function sendWithToken<T>(
	token: GetToken,
	send: (token: string) => Promise<Result<T>>,
): Promise<Result<T>> {
	const first = await token();
	if (!first.ok) return first;
	const result = await send(first.value.token);
	if (result.ok || !result.failure.claims) return result;
	const second = await token(result.failure.claims);
	return second.ok ? await send(second.value.token) : second;
}

/** Calls the portal's own interface as the signed-in person. */
export const callPortal = <T>(
	signIn: SignIn,
	ask: (token: string) => Promise<Result<T>>,
): Promise<Result<T>> => sendWithToken(apiToken(signIn), ask);
