import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

type SeededWait = { minutes: number; isFirstChange?: boolean; daysAgo?: number };

/** A portal that has just been started, or ended, may hold the file for a moment. */
const PATIENT = { timeout: 10_000 };

/** Writes waits into the store of a portal that is not running, as if it had counted them. */
export function seedWaits(dataDir: string, waits: SeededWait[]): void {
	const database = new DatabaseSync(join(dataDir, "keyturn.db"), PATIENT);
	const insert = database.prepare(
		"INSERT INTO waits (id, usable_at_ms, wait_ms, is_first_change) VALUES (?, ?, ?, ?)",
	);
	for (const [i, { minutes, isFirstChange = false, daysAgo = 1 }] of waits.entries()) {
		const usableAtMs = Date.now() - daysAgo * 24 * 60 * 60_000;
		insert.run(`seeded-${usableAtMs}-${i}`, usableAtMs, minutes * 60_000, isFirstChange ? 1 : 0);
	}
	database.close();
}

/** The waits that the store holds, in milliseconds. */
export function storedWaits(dataDir: string): number[] {
	const database = new DatabaseSync(join(dataDir, "keyturn.db"), { ...PATIENT, readOnly: true });
	const rows = database.prepare("SELECT wait_ms FROM waits").all();
	database.close();
	return rows.map((row) => Number(row.wait_ms));
}

/** Makes all watches and ledgers of a portal that is not running older, as if it had been away for that long. */
export function makeOlder(dataDir: string, minutes: number): void {
	const database = new DatabaseSync(join(dataDir, "keyturn.db"), PATIENT);
	const older = (_key: string, value: unknown) =>
		typeof value === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)
			? new Date(Date.parse(value) - minutes * 60_000).toISOString()
			: value;
	for (const table of ["watches", "ledgers"]) {
		const update = database.prepare(`UPDATE ${table} SET body = ? WHERE rowid = ?`);
		for (const { id, body } of database.prepare(`SELECT rowid AS id, body FROM ${table}`).all()) {
			update.run(JSON.stringify(JSON.parse(String(body), older)), id ?? null);
		}
	}
	database.close();
}
