import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A stored answer, with a digest of the request. */
export type GivenAnswer = { asked: string; status: number; body: string };

/** Answers of calls that created something, for clients that lost one and retry. */
export type AnswerStore = {
	findAnswer(key: string): Promise<GivenAnswer | undefined>;
	keepAnswer(key: string, answer: GivenAnswer, now: Date): Promise<void>;
	/**
	 * Claims the execution for this portal, in case several get the same call. If the portal dies
	 * meanwhile, the claim expires. @returns false: another portal is executing the call, or has done
	 * so
	 */
	claimAnswer(key: string, asked: string, now: Date): Promise<boolean>;
	/** Nothing was created. */
	dropClaim(key: string): Promise<void>;
	/** The request that another portal is executing, to detect a reused key. */
	claimedFor(key: string): Promise<string | undefined>;
	/** Deletes answers older than `before`. */
	purgeAnswers(before: Date): Promise<void>;
};

/** Instead of an HTTP status: no answer yet. */
const UNDER_WAY = 0;
/** The longest duration of a call. */
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
