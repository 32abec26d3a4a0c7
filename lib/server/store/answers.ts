import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** An answer that was given, and a digest of what it answered. */
export type GivenAnswer = { asked: string; status: number; body: string };

/** Answers of calls that made something, for whoever lost one and asks again. */
export type AnswerStore = {
	findAnswer(key: string): Promise<GivenAnswer | undefined>;
	keepAnswer(key: string, answer: GivenAnswer, now: Date): Promise<void>;
	/** Forgets answers of before `before`. */
	purgeAnswers(before: Date): Promise<void>;
};

export function answersIn(db: Kysely<Tables>): AnswerStore {
	return {
		async findAnswer(key) {
			return await db
				.selectFrom("answers")
				.select(["asked", "status", "body"])
				.where("key", "=", key)
				.executeTakeFirst();
		},
		async keepAnswer(key, answer, now) {
			await db
				.insertInto("answers")
				.values({ key, ...answer, at_ms: now.getTime() })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		},
		async purgeAnswers(before) {
			await db.deleteFrom("answers").where("at_ms", "<", before.getTime()).execute();
		},
	};
}
