import { createHash } from "node:crypto";
import { now } from "#lib/clock/clock.ts";
import { INTERFACE, type RouteName } from "#lib/interface/interface.ts";
import type { Log } from "#lib/log.ts";
import type { AnswerStore, GivenAnswer } from "#lib/server/store/answers.ts";
import type { Refusal } from "./problem.ts";
import type { Result } from "./result.ts";

/** A call that creates something, with the key that its repetitions share. */
type Asked = { callerId: string; route: RouteName; key: string; content: unknown };
type Answer = Result<RouteName> | Refusal<"key-reused">;

/** The format of `Idempotency-Key`: a client's own random value, such as a UUID. */
const KEY = /^"?([\w-]{16,64})"?$/;

/**
 * The key of a repeatable call ("The Idempotency-Key HTTP Header Field",
 * draft-ietf-httpapi-idempotency-key-header). @returns `undefined`: the header has another format
 */
export function repeatKey(header: string | string[] | undefined): string | undefined {
	return typeof header === "string" ? KEY.exec(header)?.[1] : undefined;
}

export type SameAnswer = (asked: Asked, make: () => Promise<Answer>) => Promise<Answer>;

type SameAnswers = {
	sameAnswer: SameAnswer;
	/**
	 * Resolves when every answer is stored. The store must stay open until then: a call whose effect
	 * is on disk but not its answer would be executed again.
	 */
	settled(): Promise<void>;
};

/**
 * Gives a repeated call the first one's answer, and executes nothing twice: while the first is in
 * progress, and for a day after it succeeded. A failed call may be repeated.
 */
export function sameAnswers(store: AnswerStore & { shared?: unknown }, log: Log): SameAnswers {
	const underWay = new Map<string, { asked: string; answer: Promise<Answer> }>();

	/** If several portals may get the same call at the same time, one of them executes it. */
	async function claimed(asking: Asking, make: () => Promise<Answer>): Promise<Answer> {
		const { key, asked } = asking;
		for (;;) {
			if (await store.claimAnswer(key, asked, now())) break;
			const given = await store.findAnswer(key);
			if (given) return answerOf(given, asked);
			const other = await store.claimedFor(key);
			if (other !== undefined && other !== asked) return REUSED;
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
		}
		const drop = () => store.dropClaim(key).catch(() => undefined);
		try {
			const answer = await kept(asking, make);
			if (!answer.ok) await drop();
			return answer;
		} catch (error) {
			await drop();
			throw error;
		}
	}

	async function first(asking: Asking, make: () => Promise<Answer>): Promise<Answer> {
		const given = await store.findAnswer(asking.key);
		if (given) return answerOf(given, asking.asked);
		return await (store.shared ? claimed(asking, make) : kept(asking, make));
	}

	async function kept({ key, asked, route }: Asking, make: () => Promise<Answer>): Promise<Answer> {
		const answer = await make();
		if (!answer.ok) return answer;
		const { value = null, status = INTERFACE[route].answer.status } = answer;
		await store
			.keepAnswer(key, { asked, status, body: JSON.stringify(value) }, now())
			// It was executed, so it is answered; only a repetition would execute it again.
			.catch((error: unknown) => log.warn("answer-not-stored", { error }));
		return answer;
	}

	const sameAnswer: SameAnswer = async ({ callerId, route, key: sent, content }, make) => {
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
	return {
		sameAnswer,
		async settled() {
			await Promise.allSettled([...underWay.values()].map(({ answer }) => answer));
		},
	};
}

type Asking = { key: string; asked: string; route: RouteName };

const LOOK_AGAIN_MS = 100;

function answerOf({ asked, body, status }: GivenAnswer, askedNow: string): Answer {
	return asked === askedNow ? { ok: true, value: JSON.parse(body), status } : REUSED;
}

const REUSED: Refusal<"key-reused"> = { ok: false, code: "key-reused" };

function digest(value: unknown): string {
	return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
