import { randomUUID } from "node:crypto";
import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import type { Tables } from "./tables.ts";

/** A stored answer, with a digest of the request. */
export type GivenAnswer = { asked: string; status: number; body: string };

/** The name of a call that all its repetitions share; `undefined`: it has no `Idempotency-Key`. */
export type CallKey = string | undefined;

/** Answers of calls that created something, for clients that lost the answer and retry. */
export type AnswerStore = {
	findAnswer(key: string): Promise<GivenAnswer | undefined>;
	keepAnswer(key: string, answer: GivenAnswer, now: Date): Promise<void>;
	/** The id of what a call creates: the same for every repetition. */
	idFor(key: CallKey, newId: () => string, now: Date): Promise<string>;
	/** Whether an earlier repetition of a call got past its step of this name (`once`). */
	isDone(key: CallKey, name: string): Promise<boolean>;
	/** Deletes answers older than `before`. */
	purgeAnswers(before: Date): Promise<void>;
	/** Writes a row and deletes it, in one transaction: a full disk or a read-only database can still be read. */
	tryWriting(): Promise<void>;
};

/** Instead of an HTTP status: the result of a step, not an answer. */
const STEP = 0;

export function answersIn(db: Kysely<Tables>): AnswerStore {
	return {
		async findAnswer(key) {
			return await db
				.selectFrom("answers")
				.select(["asked", "status", "body"])
				.where("key", "=", key)
				.where("status", "!=", STEP)
				.executeTakeFirst();
		},
		async keepAnswer(key, answer, now) {
			await db
				.insertInto("answers")
				.values({ key, ...answer, at_ms: now.getTime() })
				.onConflict((conflict) => conflict.column("key").doNothing())
				.execute();
		},
		idFor: (key, newId, now) =>
			db.transaction().execute((tx) => once(tx, { key, name: "id", now }, async () => newId())),
		async isDone(key, name) {
			if (key === undefined) return false;
			const step = db.selectFrom("answers").select("key").where("key", "=", stepOf(key, name));
			return (await step.executeTakeFirst()) !== undefined;
		},
		async purgeAnswers(before) {
			const where = sql<SqlBool>`at_ms < ${before.getTime()}`;
			await deleteInPortions(db, { from: "answers", key: "key", where });
		},
		async tryWriting() {
			const row = { key: randomUUID(), asked: "", status: STEP, body: "", at_ms: 0 };
			await db.transaction().execute(async (tx) => {
				await tx.insertInto("answers").values(row).execute();
				await tx.deleteFrom("answers").where("key", "=", row.key).execute();
			});
		},
	};
}

/**
 * Executes a step of a call once, however often and on whichever portal the call is repeated. The result is stored in the same
 * transaction as the step's writes, so a portal that dies leaves both or neither.
 *
 * @param tx rolled back when the step fails
 */
export async function once<T>(
	tx: Transaction<Tables>,
	{ key, name, now }: { key: CallKey; name: string; now: Date },
	step: () => Promise<T>,
): Promise<T> {
	if (key === undefined) return await step();
	const row = { key: stepOf(key, name), asked: "", status: STEP, body: "", at_ms: now.getTime() };
	// The row is locked from here on: a repetition on another portal waits for this transaction.
	const { body } = await tx
		.insertInto("answers")
		.values(row)
		.onConflict((conflict) => conflict.column("key").doUpdateSet({ key: row.key }))
		.returning("body")
		.executeTakeFirstOrThrow();
	if (body) return parseWithDates(body) as T;
	const result = await step();
	await tx
		.updateTable("answers")
		.set({ body: JSON.stringify(result) })
		.where("key", "=", row.key)
		.execute();
	return result;
}

const stepOf = (key: string, name: string) => `${key} ${name}`;
