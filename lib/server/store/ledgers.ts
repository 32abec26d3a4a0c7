import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { type Habits, NO_HABITS } from "#lib/core/readiness/habits.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import type { Tables } from "./tables.ts";

/** What is known about people and about how the domain writes. */
export type LedgerStore = {
	/** The ledgers of these people, where they exist. */
	ledgers(personIds: readonly string[]): Promise<PersonLedger[]>;
	/** Deletes ledgers last written before `before`. */
	purgeLedgers(before: Date): Promise<void>;
	habits(): Promise<Habits>;
	saveHabits(habits: Habits): Promise<void>;
};

/** SQLite accepts at most 32,766 values per statement. */
const IDS_PER_QUERY = 10_000;
const THE_ROW = 1;

export function ledgersIn(db: Kysely<Tables>): LedgerStore {
	return {
		async ledgers(personIds) {
			const found: PersonLedger[] = [];
			for (let i = 0; i < personIds.length; i += IDS_PER_QUERY) {
				const rows = await db
					.selectFrom("ledgers")
					.select("body")
					.where("person_id", "in", personIds.slice(i, i + IDS_PER_QUERY))
					.execute();
				for (const { body } of rows) found.push(parseWithDates(body) as PersonLedger);
			}
			return found;
		},
		async purgeLedgers(before) {
			const where = sql<SqlBool>`touched_at_ms < ${before.getTime()}`;
			await deleteInPortions(db, { from: "ledgers", key: "person_id", where });
		},
		async habits() {
			const row = await db
				.selectFrom("habits")
				.select("body")
				.where("id", "=", THE_ROW)
				.executeTakeFirst();
			return row ? (parseWithDates(row.body) as Habits) : NO_HABITS;
		},
		async saveHabits(habits) {
			const row = { id: THE_ROW, body: JSON.stringify(habits) };
			await db
				.insertInto("habits")
				.values(row)
				.onConflict((conflict) => conflict.column("id").doUpdateSet(row))
				.execute();
		},
	};
}

/** Writes a ledger in the transaction of the watches that depend on it. */
export async function saveLedger(
	tx: Transaction<Tables>,
	ledger: PersonLedger,
	at: Date,
): Promise<void> {
	const row = {
		person_id: ledger.personId,
		touched_at_ms: at.getTime(),
		body: JSON.stringify(ledger),
	};
	await tx
		.insertInto("ledgers")
		.values(row)
		.onConflict((conflict) => conflict.column("person_id").doUpdateSet(row))
		.execute();
}
