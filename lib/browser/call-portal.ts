import { apiToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { withToken } from "#lib/entra/sign-in/with-token.ts";
import type { ApiResult } from "./portal-api.ts";

type ApiFailure = Extract<ApiResult<unknown>, { ok: false }>["code"];

/** The codes of the portal that another sign-in helps with. */
const SIGN_IN_HELPS = ["token-missing", "token-refused", "claims-needed"] as const;
type SignInHelps = (typeof SIGN_IN_HELPS)[number];

/** Why the portal did not answer as hoped, or that the person must sign in before it can be asked. */
export type PortalFailure = Exclude<ApiFailure, SignInHelps> | "sign-in-needed";
export type PortalResult<T> = { ok: true; value: T } | { ok: false; code: PortalFailure };

/** Asks the portal with a token for its own API. */
export type Ask<T> = (token: string) => Promise<ApiResult<T>>;

/** Calls the portal's own API as the person who is signed in; a challenge is answered. */
export async function callPortal<T>(signIn: SignIn, ask: Ask<T>): Promise<PortalResult<T>> {
	const answer = await withToken({
		token: (claims) => apiToken(signIn, claims),
		send: ask,
		challengeOf: (result) => (result.ok ? undefined : result.challenge),
	});
	if (!answer.ok)
		return { ok: false, code: answer.because === "offline" ? "no-answer" : "sign-in-needed" };
	const { result } = answer;
	if (result.ok) return result;
	return { ok: false, code: doesSignInHelp(result.code) ? "sign-in-needed" : result.code };
}

function doesSignInHelp(code: ApiFailure): code is SignInHelps {
	return SIGN_IN_HELPS.some((one) => one === code);
}
