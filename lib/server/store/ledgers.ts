import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import type { Tables } from "./tables.ts";

/** A ledger that is parsed on demand: parsing those of thousands of people would block a start for seconds. */
export type StoredLedger = { personId: string; read(): PersonLedger };

/** What is known about people. */
export type LedgerStore = {
	/** The ledgers of these people, where they exist. */
	ledgers(personIds: readonly string[]): Promise<PersonLedger[]>;
	/** The ledgers of all people with a watch that has not ended and was opened after `since`. */
	unendedLedgers(since: Date): Promise<StoredLedger[]>;
	/** Deletes ledgers last written before `before`. */
	purgeLedgers(before: Date): Promise<void>;
};

export function ledgersIn(db: Kysely<Tables>): LedgerStore {
	return {
		async ledgers(personIds) {
			if (personIds.length === 0) return [];
			const rows = await db
				.selectFrom("ledgers")
				.select("body")
				.where("person_id", "in", personIds)
				.execute();
			return rows.map(({ body }) => ledgerFrom(body));
		},
		async unendedLedgers(since) {
			const people = db
				.selectFrom("watches")
				.select("person_id")
				.where("ended_at_ms", "is", null)
				.where("opened_at_ms", ">=", since.getTime());
			const rows = await db
				.selectFrom("ledgers")
				.select(["person_id", "body"])
				.where("person_id", "in", people)
				.execute();
			return rows.map(storedLedger);
		},
		async purgeLedgers(before) {
			const where = sql<SqlBool>`touched_at_ms < ${before.getTime()}`;
			await deleteInPortions(db, { from: "ledgers", key: "person_id", where });
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
		body: bodyOf(ledger),
	};
	await tx
		.insertInto("ledgers")
		.values(row)
		.onConflict((conflict) => conflict.column("person_id").doUpdateSet(row))
		.execute();
}

export function storedLedger({
	person_id,
	body,
}: {
	person_id: string;
	body: string;
}): StoredLedger {
	return { personId: person_id, read: () => ledgerFrom(body) };
}

/** The latest answer is written once, even if it is also the latest readable one. */
function bodyOf(ledger: PersonLedger): string {
	const controllers = ledger.controllers.map((one) =>
		one.latest.kind === "unread" ? one : { ...one, lastRead: undefined },
	);
	return JSON.stringify({ ...ledger, controllers });
}

function ledgerFrom(body: string): PersonLedger {
	const ledger = parseWithDates(body) as PersonLedger;
	for (const one of ledger.controllers) if (one.latest.kind !== "unread") one.lastRead = one.latest;
	return ledger;
}
