import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { type Habits, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { openPostgres } from "./postgres.ts";
import { BUSY_TIMEOUT_MS, databaseFile } from "./sqlite.ts";

/**
 * Reads what was learned about the domain, possibly beside a running portal. Creates and changes
 * nothing, so that an older store, or none, means that nothing is known.
 *
 * @returns `undefined` when the file cannot be read
 */
export function readHabits(dataDir: string): Habits | undefined {
	const file = databaseFile(dataDir);
	if (!existsSync(file)) return NO_HABITS;
	try {
		const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
		try {
			const isThere = database
				.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'habits'")
				.get();
			const row = isThere && database.prepare("SELECT body FROM habits").get();
			return row ? (parseWithDates(String(row.body)) as Habits) : NO_HABITS;
		} finally {
			database.close();
		}
	} catch {
		return undefined;
	}
}

/** As `readHabits`, in a PostgreSQL database that portals share. */
export async function readSharedHabits(url: string): Promise<Habits | undefined> {
	try {
		const { db, pool } = await openPostgres(url);
		try {
			const { rows: tables } = await pool.query("select to_regclass('habits') as habits");
			if (tables[0]?.habits === null) return NO_HABITS;
			const { rows } = await pool.query("select body from habits");
			return rows[0] ? (parseWithDates(String(rows[0].body)) as Habits) : NO_HABITS;
		} finally {
			await db.destroy();
		}
	} catch {
		return undefined;
	}
}
