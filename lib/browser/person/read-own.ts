import type { GraphRefusal } from "#lib/entra/graph/graph-answer.ts";
import { askGraph } from "#lib/entra/sign-in/ask-graph.ts";
import { profileToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";

export type OwnRefusal = { ok: false; because: "no-answer" | "refused" | "sign-in-needed" };

/** Asks Graph about the person who is signed in; `User.Read`, which was consented to at sign-in, is enough. */
export async function readOwn<R extends { ok: true }>(
	signIn: SignIn,
	read: (graphUrl: string, token: string) => Promise<R | GraphRefusal>,
): Promise<R | OwnRefusal> {
	const answer = await askGraph(signIn, (claims) => profileToken(signIn, claims), read);
	return answer.ok ? answer : { ok: false, because: OWN_FAILURE[answer.because] };
}

const OWN_FAILURE = {
	"no-answer": "no-answer",
	throttled: "no-answer",
	refused: "refused",
	"not-found": "refused",
	"not-understood": "refused",
	"sign-in-needed": "sign-in-needed",
	"consent-missing": "sign-in-needed",
} as const;
