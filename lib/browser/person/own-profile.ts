import { type MeResult, readMe } from "../graph/read-me.ts";
import { profileToken, type SignIn } from "../sign-in/sign-in.ts";
import { withToken } from "../sign-in/with-token.ts";

type OwnProfileResult =
	| Extract<MeResult, { ok: true }>
	| { ok: false; because: "no-answer" | "refused" | "sign-in-needed" };

/** Reads from Entra who is signed in, with a token for it and whatever that token is challenged for. */
export async function readOwnProfile(signIn: SignIn): Promise<OwnProfileResult> {
	const answer = await withToken({
		token: (claims) => profileToken(signIn, claims),
		send: (token) => readMe(signIn.config.tenant.graphUrl, token),
		challengeOf: (me) => (!me.ok && me.because === "sign-in-needed" ? me.challenge : undefined),
	});
	if (answer.ok) return answer.result;
	return { ok: false, because: answer.because === "offline" ? "no-answer" : "sign-in-needed" };
}
