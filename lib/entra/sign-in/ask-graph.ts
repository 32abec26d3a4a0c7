import type { SignIn, TokenResult } from "./sign-in.ts";
import { withToken } from "./with-token.ts";

/** What a read of Graph comes to. */
export type Refusable =
	| { ok: true }
	| { ok: false; because: string; challenge?: string | undefined };

/** Why Graph was not asked at all. */
type NotAsked = { ok: false; because: "no-answer" | "sign-in-needed" | "consent-missing" };

/** Asks Graph with a token, and once more with a new one if it challenges the first. */
export async function askGraph<R extends Refusable>(
	signIn: SignIn,
	token: (claims?: string) => Promise<TokenResult>,
	send: (graphUrl: string, token: string) => Promise<R>,
): Promise<R | NotAsked> {
	const answer = await withToken({
		token,
		send: (sent) => send(signIn.config.tenant.graphUrl, sent),
		challengeOf: (result) => (result.ok ? undefined : result.challenge),
	});
	return answer.ok ? answer.result : { ok: false, because: NOT_ASKED[answer.because] };
}

const NOT_ASKED = {
	offline: "no-answer",
	"interaction-needed": "sign-in-needed",
	"consent-missing": "consent-missing",
} as const;
