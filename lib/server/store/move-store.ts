import { type Kysely, sql, type Transaction } from "kysely";
import { isInUse } from "./backup.ts";
import { isPostgres } from "./postgres.ts";
import { databaseFile, isFile } from "./sqlite.ts";
import { openDatabase, type StorePlace } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Every table with the columns that order its rows. State shared between running portals is not moved. */
const KEYS = {
	watches: ["ticket"],
	ledgers: ["person_id"],
	habits: ["id"],
	waits: ["id"],
	waited: ["person"],
	mails: ["id"],
	links: ["id"],
	link_marks: ["link_id", "stage", "mark"],
	cohort_snapshots: ["group_id", "slot_ms"],
	deadlines: ["group_id"],
	answers: ["key"],
	audit: ["seq"],
	audit_head: ["id"],
} as const satisfies { [Name in keyof Tables]: readonly (keyof Tables[Name])[] };

type TableName = keyof Tables;

const NAMES = Object.keys(KEYS) as TableName[];
const PORTION = 500;

export type Moved =
	| { ok: true; rows: Record<string, number> }
	/** Nothing was written. */
	| { ok: false; reason: "target-not-empty"; table: string }
	| { ok: false; reason: "no-source" | "portal-running" };

/**
 * Copies a store into an empty one, of the same or the other engine, completely or not at all. The
 * portals of both have to be stopped, which is checked.
 *
 * @throws whatever the databases throw
 */
export async function moveStore(from: StorePlace, to: StorePlace): Promise<Moved> {
	// Opening a missing file would create it.
	if (!from.databaseUrl && !isFile(databaseFile(from.dataDir)))
		return { ok: false, reason: "no-source" };
	const isFileInUse = ({ databaseUrl, dataDir }: StorePlace) =>
		!databaseUrl && isInUse(databaseFile(dataDir));
	if ([from, to].some(isFileInUse)) return { ok: false, reason: "portal-running" };
	const source = await openDatabase(from);
	try {
		const target = await openDatabase(to);
		try {
			if ((await isRunning(source)) || (await isRunning(target))) {
				return { ok: false, reason: "portal-running" };
			}
			const table = await firstTaken(target);
			if (table) return { ok: false, reason: "target-not-empty", table };
			return { ok: true, rows: await target.transaction().execute((tx) => copyAll(source, tx)) };
		} finally {
			await target.destroy();
		}
	} finally {
		await source.destroy();
	}
}

async function isRunning(db: Kysely<Tables>): Promise<boolean> {
	if (!isPostgres(db)) return false;
	// A killed portal leaves its row behind.
	const { rows } = await sql`
		select 1 from portals where seen_at > clock_timestamp() - interval '3 s' limit 1`.execute(db);
	return rows.length > 0;
}

/** The head row of an empty audit exists from the beginning. */
async function firstTaken(db: Kysely<Tables>): Promise<TableName | undefined> {
	for (const name of NAMES) {
		if (name !== "audit_head" && (await count(db, name)) > 0) return name;
	}
	const head = await db.selectFrom("audit_head").select("seq").executeTakeFirst();
	return Number(head?.seq ?? 0) > 0 ? "audit_head" : undefined;
}

async function copyAll(source: Kysely<Tables>, tx: Transaction<Tables>) {
	const rows: Record<string, number> = {};
	await tx.deleteFrom("audit_head").execute();
	for (const name of NAMES) {
		await copy(source, tx, name);
		const [given, taken] = [await count(source, name), await count(tx, name)];
		if (given !== taken) throw new Error(`${name}: ${taken} of ${given} rows were copied.`);
		rows[name] = taken;
	}
	return rows;
}

async function copy(source: Kysely<Tables>, tx: Transaction<Tables>, name: TableName) {
	for (let offset = 0; ; offset += PORTION) {
		let query = source.selectFrom(name).selectAll().limit(PORTION).offset(offset);
		for (const key of KEYS[name]) query = query.orderBy(key as never);
		const rows = await query.execute();
		if (rows.length > 0)
			await tx
				.insertInto(name)
				.values(rows as never)
				.execute();
		if (rows.length < PORTION) return;
	}
}

async function count(db: Kysely<Tables>, name: TableName): Promise<number> {
	const { rows } = await db
		.selectFrom(name)
		.select(({ fn }) => fn.countAll().as("rows"))
		.executeTakeFirstOrThrow();
	return Number(rows);
}
