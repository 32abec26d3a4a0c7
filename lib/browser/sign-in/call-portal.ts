import type { ApiResult } from "../portal-api.ts";
import { apiToken, type SignIn } from "./sign-in.ts";
import { withToken } from "./with-token.ts";

/** As the portal answers, or that the person must sign in before it can be asked. */
export type PortalResult<T> = ApiResult<T> | { ok: false; code: "sign-in-needed" };

/** Calls the portal's own API as the person who is signed in. */
export async function callPortal<T>(
	signIn: SignIn,
	send: (token: string) => Promise<ApiResult<T>>,
): Promise<PortalResult<T>> {
	const answer = await withToken({
		token: (claims) => apiToken(signIn, claims),
		send,
		challengeOf: (result) => (result.ok ? undefined : result.challenge),
	});
	if (!answer.ok)
		return { ok: false, code: answer.because === "offline" ? "no-answer" : "sign-in-needed" };
	const { result } = answer;
	const isRefused = !result.ok && SIGN_IN_HELPS.has(result.code);
	return isRefused ? { ok: false, code: "sign-in-needed" } : result;
}

const SIGN_IN_HELPS: ReadonlySet<string> = new Set([
	"token-missing",
	"token-refused",
	"claims-needed",
]);
