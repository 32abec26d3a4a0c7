import { createHash } from "node:crypto";
import { now } from "#lib/clock/clock.ts";
import { INTERFACE, type RouteName } from "#lib/interface/interface.ts";
import type { Log } from "#lib/log.ts";
import type { AnswerStore } from "#lib/server/store/answers.ts";
import type { Refusal } from "./problem.ts";
import type { Result } from "./result.ts";

/** A call that makes something, with the key that its repetitions share. */
type Asked = { callerId: string; route: RouteName; key: string; content: unknown };
type Answer = Result<RouteName> | Refusal<"key-reused">;

/** What may stand in `Idempotency-Key`: a client's own random value, such as a UUID. */
const KEY = /^"?([\w-]{16,64})"?$/;

/**
 * The key of a call that may be sent again ("The Idempotency-Key HTTP Header Field",
 * draft-ietf-httpapi-idempotency-key-header). @returns `undefined`: the header is another thing
 */
export function repeatKey(header: string | string[] | undefined): string | undefined {
	return typeof header === "string" ? KEY.exec(header)?.[1] : undefined;
}

export type SameAnswer = (asked: Asked, make: () => Promise<Answer>) => Promise<Answer>;

/**
 * Gives a call that is sent again the answer of the first, and makes nothing twice: while the first is under
 * way, and for a day after it went well. One that failed may be tried again.
 */
export function sameAnswers(store: AnswerStore, log: Log): SameAnswer {
	const underWay = new Map<string, { asked: string; answer: Promise<Answer> }>();

	async function first(
		{ key, asked, route }: { key: string; asked: string; route: RouteName },
		make: () => Promise<Answer>,
	): Promise<Answer> {
		const given = await store.findAnswer(key);
		if (given && given.asked !== asked) return REUSED;
		if (given) return { ok: true, value: JSON.parse(given.body), status: given.status };
		const answer = await make();
		if (!answer.ok) return answer;
		const { value = null, status = INTERFACE[route].answer.status } = answer;
		await store
			.keepAnswer(key, { asked, status, body: JSON.stringify(value) }, now())
			// It was made, so it is answered; only a repetition would make it again.
			.catch((error: unknown) => log.warn("answer-not-kept", { error }));
		return answer;
	}

	return async ({ callerId, route, key: sent, content }, make) => {
		const key = digest([callerId, route, sent]);
		const asked = digest(content);
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

const REUSED: Refusal<"key-reused"> = { ok: false, code: "key-reused" };

function digest(value: unknown): string {
	return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
