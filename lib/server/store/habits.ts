import { existsSync } from "node:fs";
import { type Kysely, sql } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { type Habits, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { openPostgres } from "./postgres.ts";
import { databaseFile, existingSqlite } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** What has been learned about how the domain writes. */
export type HabitStore = {
	habits(): Promise<Habits>;
	saveHabits(habits: Habits): Promise<void>;
};

const THE_ROW = 1;
const rowOf = (habits: Habits) => ({ id: THE_ROW, body: JSON.stringify(habits) });

export function habitsIn(db: Kysely<Tables>): HabitStore {
	return {
		async habits() {
			const row = await db
				.selectFrom("habits")
				.select("body")
				.where("id", "=", THE_ROW)
				.executeTakeFirst();
			return row ? (parseWithDates(row.body) as Habits) : NO_HABITS;
		},
		async saveHabits(habits) {
			const row = rowOf(habits);
			await db
				.insertInto("habits")
				.values(row)
				.onConflict((conflict) => conflict.column("id").doUpdateSet(row))
				.execute();
		},
	};
}

/** Changes the habits within a transaction that other portals wait for. @returns the resulting habits */
export async function changeHabits(
	tx: Kysely<Tables>,
	change: (habits: Habits) => Habits,
): Promise<Habits> {
	await tx
		.insertInto("habits")
		.values(rowOf(NO_HABITS))
		.onConflict((conflict) => conflict.column("id").doUpdateSet({ id: sql<number>`habits.id` }))
		.execute();
	const { habits, saveHabits } = habitsIn(tx);
	const changed = change(await habits());
	await saveHabits(changed);
	return changed;
}

type Place = { dataDir: string; databaseUrl?: string | undefined };

/**
 * Reads the habits in a store, even while a portal is running. Creates and changes nothing: if the store is
 * missing or older, nothing is known.
 *
 * @returns `undefined` when the store cannot be read
 */
export async function readHabits({ dataDir, databaseUrl }: Place): Promise<Habits | undefined> {
	const file = databaseFile(dataDir);
	if (!databaseUrl && !existsSync(file)) return NO_HABITS;
	try {
		const db = databaseUrl ? (await openPostgres(databaseUrl)).db : existingSqlite(file);
		try {
			const tables = await db.introspection.getTables();
			const isThere = tables.some(({ name }) => name === "habits");
			return isThere ? await habitsIn(db).habits() : NO_HABITS;
		} finally {
			await db.destroy();
		}
	} catch {
		return undefined;
	}
}
