import { now } from "#lib/clock/clock.ts";
import { INTERFACE, type RouteName } from "#lib/interface/interface.ts";
import type { Log } from "#lib/log.ts";
import { digest } from "#lib/server/digest.ts";
import type { AnswerStore, CallKey, GivenAnswer } from "#lib/server/store/answers.ts";
import type { Refusal } from "./problem.ts";
import type { Result } from "./result.ts";

/** A call that creates something, with the key that its repetitions share. */
type Asked = { callerId: string; route: RouteName; key: string; content: unknown };
type Answer = Result<RouteName> | Refusal<"key-reused">;

/** The format of `Idempotency-Key`: a random value chosen by the client, such as a UUID. */
const KEY = /^"?([\w-]{16,64})"?$/;

/**
 * The key of a repeatable call ("The Idempotency-Key HTTP Header Field",
 * draft-ietf-httpapi-idempotency-key-header). @returns `undefined`: there is none; `null`: it has another format
 */
export function repeatKey(header: string | string[] | undefined): string | null | undefined {
	return header === undefined ? undefined : (KEY.exec(String(header))?.[1] ?? null);
}

type Make = (key: CallKey) => Promise<Answer>;
export type SameAnswer = (asked: Asked, make: Make) => Promise<Answer>;

/**
 * Gives a repeated call the first one's answer: while the first is in progress, and for a day after it
 * succeeded. A failed call may be repeated. If a portal dies before the answer is stored, or two
 * portals get the same call, it is executed again, and what it writes is written once (`once`).
 */
export function sameAnswers(
	store: Pick<AnswerStore, "findAnswer" | "keepAnswer">,
	log: Log,
): SameAnswer {
	const underWay = new Map<string, { asked: string; answer: Promise<Answer> }>();

	async function first({ key, asked, route }: Asking, make: Make): Promise<Answer> {
		const given = await store.findAnswer(key);
		if (given) return answerOf(given, asked);
		const answer = await make(nameOf(key, asked));
		if (!answer.ok) return answer;
		const { value = null, status = INTERFACE[route].answer.status } = answer;
		await store
			.keepAnswer(key, { asked, status, body: JSON.stringify(value) }, now())
			// The call was executed, so the client still gets its answer.
			.catch((error: unknown) => log.warn("answer-not-stored", { error }));
		return answer;
	}

	return async ({ callerId, route, key: sent, content }, make) => {
		const key = digestOf([callerId, route, sent]);
		const asked = digestOf(content);
		const other = underWay.get(key);
		if (other) return other.asked === asked ? await other.answer : REUSED;
		const answer = first({ key, asked, route }, make);
		underWay.set(key, { asked, answer });
		try {
			return await answer;
		} finally {
			underWay.delete(key);
		}
	};
}

/** Identifies a call and its repetitions. */
export function callKey({ callerId, route, key, content }: Asked): CallKey {
	return nameOf(digestOf([callerId, route, key]), digestOf(content));
}

const nameOf = (key: string, asked: string) => digestOf([key, asked]);

type Asking = { key: string; asked: string; route: RouteName };

function answerOf({ asked, body, status }: GivenAnswer, askedNow: string): Answer {
	return asked === askedNow ? { ok: true, value: JSON.parse(body), status } : REUSED;
}

const REUSED: Refusal<"key-reused"> = { ok: false, code: "key-reused" };

const digestOf = (value: unknown) => digest(JSON.stringify(value));
