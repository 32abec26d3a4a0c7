import { type BatchCall, type BatchResult, sendBatch } from "#lib/entra/graph/batch.ts";
import { challengeIn, retryAfterMs } from "#lib/entra/graph/graph-answer.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { withToken } from "#lib/entra/sign-in/with-token.ts";
import { type GraphRight, rightToken } from "../agent-rights.ts";
import type { PortResult } from "./expiry-ports.ts";

type Answers = Extract<BatchResult, { ok: true }>["answers"];
type Answered = Answers extends ReadonlyMap<string, infer A> ? A : never;

/** Sends batches with one of the agent's own rights, and judges each answer by `read`. */
export function batchAsAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	read: (answer: Answered | undefined) => T,
): (calls: readonly BatchCall[]) => Promise<PortResult<T>> {
	/** Graph asked for these inside a batch; that one is not sent again, as parts of it were done. */
	let openClaims: string | undefined;
	return async (calls) => {
		const claims = openClaims;
		openClaims = undefined;
		const sent = await withToken({
			token: (asked) => rightToken(signIn, right, asked ?? claims),
			send: (token) => sendBatch(signIn.config.tenant.graphUrl, token, calls),
			challengeOf: (result) =>
				!result.ok && result.because === "sign-in-needed" ? result.challenge : undefined,
		});
		if (!sent.ok) return { ok: false, because: BEFORE_SENDING[sent.because] };
		const { result } = sent;
		if (!result.ok) return result;
		const answers = [...result.answers.values()];
		openClaims = answers.map(challengeIn).find((challenge) => challenge !== undefined);
		const waits = answers.map(({ headers }) => retryAfterMs(headers) ?? 0);
		const longest = Math.max(0, ...waits);
		return {
			ok: true,
			answers: new Map(calls.map(({ id }) => [id, read(result.answers.get(id))])),
			retryAfterMs: longest > 0 ? longest : undefined,
		};
	};
}

const BEFORE_SENDING = {
	offline: "not-sent",
	"interaction-needed": "sign-in-needed",
	"consent-missing": "consent-missing",
} as const;
