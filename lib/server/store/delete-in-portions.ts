import { setImmediate as othersTurn } from "node:timers/promises";
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";

/** A portion takes milliseconds, far below a statement's time limit, and soon releases its locks. */
const PORTION = 2_000;

/**
 * Deletes any number of rows in portions: SQLite blocks during a statement, and PostgreSQL limits its time.
 *
 * @param key a column; matching rows with the same value are deleted together
 * @throws whatever the database throws; earlier portions are deleted then
 */
export async function deleteInPortions<T>(
	db: Kysely<T>,
	{ from, key, where }: { from: string; key: string; where: RawBuilder<SqlBool> },
): Promise<void> {
	for (;;) {
		const { numAffectedRows } = await sql`
			delete from ${sql.table(from)} where ${where} and ${sql.ref(key)} in (
				select ${sql.ref(key)} from ${sql.table(from)} where ${where} limit ${PORTION})`.execute(
			db,
		);
		if (!numAffectedRows) return;
		await othersTurn();
	}
}
