import type { Stack } from "./stack.ts";
import { openStore } from "./store.ts";

type SeededWait = { minutes: number; isFirstChange?: boolean; daysAgo?: number };

/** Adds waits to the store of a stopped portal, as if it had counted them. */
export function seedWaits(dataDir: string, waits: SeededWait[]): void {
	const database = openStore(dataDir);
	const insert = database.prepare(
		"INSERT INTO waits (id, usable_at_ms, wait_ms, is_first_change) VALUES (?, ?, ?, ?)",
	);
	for (const [i, { minutes, isFirstChange = false, daysAgo = 1 }] of waits.entries()) {
		const usableAtMs = Date.now() - daysAgo * 24 * 60 * 60_000;
		insert.run(`seeded-${usableAtMs}-${i}`, usableAtMs, minutes * 60_000, isFirstChange ? 1 : 0);
	}
	database.close();
}

/** The waits in the store, in milliseconds. */
export function storedWaits(dataDir: string): number[] {
	const database = openStore(dataDir, { readOnly: true });
	const rows = database.prepare("SELECT wait_ms FROM waits").all();
	database.close();
	return rows.map((row) => Number(row.wait_ms));
}

/** Makes the change of one watch older, in a stopped portal. */
function makeChangeOlder(dataDir: string, ticket: string, changedAt: Date): void {
	const database = openStore(dataDir);
	const told = { changedAt: changedAt.toISOString() };
	const row = database.prepare("SELECT person_id, body FROM watches WHERE ticket = ?").get(ticket);
	const person = String(row?.person_id);
	const watch = JSON.parse(String(row?.body));
	const next = JSON.stringify({ ...watch, ...told, revision: watch.revision + 1 });
	database.prepare("UPDATE watches SET body = ? WHERE ticket = ?").run(next, ticket);
	const kept = database.prepare("SELECT body FROM ledgers WHERE person_id = ?").get(person);
	const ledger = JSON.parse(String(kept?.body));
	for (const change of ledger.changes) if (change.ticket === ticket) Object.assign(change, told);
	const body = JSON.stringify(ledger);
	database.prepare("UPDATE ledgers SET body = ? WHERE person_id = ?").run(body, person);
	database.close();
}

/**
 * Makes a change a number of minutes older. A change older than its watch cannot be reported, so the portal is
 * stopped and restarted in between.
 */
export async function backdateChange(
	stack: Stack,
	ticket: string,
	minutesAgo: number,
): Promise<Date> {
	await stack.killPortal();
	const changedAt = new Date(Date.now() - minutesAgo * 60_000);
	makeChangeOlder(stack.dataDir, ticket, changedAt);
	await stack.startPortalAgain();
	return changedAt;
}

/** Makes all watches and ledgers of a stopped portal older, as if it had been down for that long. */
export function makeOlder(dataDir: string, minutes: number): void {
	const database = openStore(dataDir);
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
