import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** An answer that was given, and a digest of what it answered. */
export type GivenAnswer = { asked: string; status: number; body: string };

/** Answers of calls that made something, for whoever lost one and asks again. */
export type AnswerStore = {
	findAnswer(key: string): Promise<GivenAnswer | undefined>;
	keepAnswer(key: string, answer: GivenAnswer, now: Date): Promise<void>;
	/**
	 * Says that this portal makes it, where several may be asked at once. A portal that dies meanwhile leaves
	 * it behind, and its time runs out. @returns false: another one makes it, or has
	 */
	claimAnswer(key: string, asked: string, now: Date): Promise<boolean>;
	/** Nothing was made. */
	dropClaim(key: string): Promise<void>;
	/** What another portal is making, for whoever asks for something else by the same key. */
	claimedFor(key: string): Promise<string | undefined>;
	/** Forgets answers of before `before`. */
	purgeAnswers(before: Date): Promise<void>;
};

/** Instead of an HTTP status: no answer yet. */
const UNDER_WAY = 0;
/** As long as a call may take. */
const CLAIM_MS = 30_000;

export function answersIn(db: Kysely<Tables>): AnswerStore {
	return {
		async findAnswer(key) {
			return await db
				.selectFrom("answers")
				.select(["asked", "status", "body"])
				.where("key", "=", key)
				.where("status", "!=", UNDER_WAY)
				.executeTakeFirst();
		},
		async keepAnswer(key, answer, now) {
			await db
				.insertInto("answers")
				.values({ key, ...answer, at_ms: now.getTime() })
				.onConflict((conflict) =>
					conflict
						.column("key")
						.doUpdateSet({ ...answer, at_ms: now.getTime() })
						.where("answers.status", "=", UNDER_WAY),
				)
				.execute();
		},
		async claimAnswer(key, asked, now) {
			const at_ms = now.getTime();
			const claimed = await db
				.insertInto("answers")
				.values({ key, asked, status: UNDER_WAY, body: "", at_ms })
				.onConflict((conflict) =>
					conflict
						.column("key")
						.doUpdateSet({ asked, at_ms })
						.where("answers.status", "=", UNDER_WAY)
						.where("answers.at_ms", "<", at_ms - CLAIM_MS),
				)
				.returning("key")
				.executeTakeFirst();
			return claimed !== undefined;
		},
		async dropClaim(key) {
			await db
				.deleteFrom("answers")
				.where("key", "=", key)
				.where("status", "=", UNDER_WAY)
				.execute();
		},
		async claimedFor(key) {
			const row = await db
				.selectFrom("answers")
				.select("asked")
				.where("key", "=", key)
				.where("status", "=", UNDER_WAY)
				.executeTakeFirst();
			return row?.asked;
		},
		async purgeAnswers(before) {
			await db.deleteFrom("answers").where("at_ms", "<", before.getTime()).execute();
		},
	};
}
