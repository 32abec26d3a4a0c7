import { setImmediate as othersTurn } from "node:timers/promises";
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";

/** A portion takes milliseconds, so that a statement's time limit is far away, and a lock soon released. */
const PORTION = 2_000;

/**
 * Deletes rows, however many: SQLite answers nobody else during a statement, and PostgreSQL's have a time limit.
 *
 * @param key a column; its rows that are to be deleted and have the same value go together
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
