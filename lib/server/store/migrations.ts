import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { isPostgres } from "./postgres.ts";

/** In both engines; `tables.ts` says what the columns are for. */
const TABLES = [
	`create table watches (
		ticket text primary key, person_id text not null, opened_at_ms bigint not null,
		changed_at_ms bigint, ended_at_ms bigint, revision integer not null, body text not null)`,
	"create index watches_by_person on watches (person_id, opened_at_ms)",
	"create table ledgers (person_id text primary key, touched_at_ms bigint not null, body text not null)",
	"create table habits (id integer primary key, body text not null)",
	`create table waits (
		id text primary key, usable_at_ms bigint not null, wait_ms bigint not null,
		is_first_change integer not null)`,
	`create table mails (
		id text primary key, body text, queued_at_ms bigint not null, not_before_ms bigint not null,
		claimed_until_ms bigint not null, attempts integer not null, ended_at_ms bigint, outcome text)`,
	"create index mails_by_time on mails (ended_at_ms, not_before_ms)",
	`create table links (
		id text primary key, made_at_ms bigint not null, expires_at_ms bigint not null,
		ended_at_ms bigint, body text not null)`,
	`create table link_marks (
		link_id text not null, stage text not null, mark text not null,
		primary key (link_id, stage, mark))`,
	"create index link_marks_by_mark on link_marks (mark)",
	`create table cohort_snapshots (
		group_id text not null, slot_ms bigint not null, at_ms bigint not null, counts text not null,
		primary key (group_id, slot_ms))`,
	`create table answers (
		key text primary key, asked text not null, status integer not null, body text not null,
		at_ms bigint not null)`,
	`create table audit (
		seq bigint primary key, at_ms bigint not null, action text not null, words text not null,
		body text not null, hash text not null, key_id text not null)`,
	"create index audit_by_time on audit (at_ms)",
	`create table audit_head (
		id integer primary key, seq bigint not null, hash text not null, start_seq bigint not null,
		start_hash text not null)`,
	`insert into audit_head values (1, 0, '${"0".repeat(64)}', 0, '${"0".repeat(64)}')`,
];

const DEADLINES = "create table deadlines (group_id text primary key, day text not null)";

const WAITED = "create table waited (person text primary key, day integer not null)";

/** A SQLite file belongs to a single portal; these tables are for several. */
const SHARED_TABLES = [
	"create table portals (id text primary key, seen_at timestamptz not null, read_times text not null)",
	"create table holders (person_id text primary key, portal text not null, turn bigint not null)",
	`create table look_ups (
		id text primary key, agent_id text not null, group_id text not null, members integer not null,
		ends_at_ms bigint not null)`,
	"create table look_up_people (look_up text not null, person text not null, primary key (look_up, person))",
	// As rate-limiter-flexible requires.
	"create table limits (key text primary key, points integer not null default 0, expire bigint)",
];

/**
 * In order of their names. Never edit a released one; add another.
 *
 * Portals are upgraded one after the other, so the previous version must be able to work with the new tables: add
 * tables, and columns that may be null or have a default; remove and rename only what it no longer uses.
 */
const MIGRATIONS: Record<string, Migration> = {
	"001-initial": {
		async up(db: Kysely<unknown>) {
			const own = isPostgres(db)
				? [WAITED, ...SHARED_TABLES]
				: // Ordered by digest rather than by time of the wait; PostgreSQL has no row order.
					[`${WAITED} without rowid`];
			for (const statement of [...TABLES, ...own]) await sql.raw(statement).execute(db);
		},
	},
	"002-deadlines": {
		async up(db: Kysely<unknown>) {
			await sql.raw(DEADLINES).execute(db);
		},
	},
};

/**
 * Migrates a database to the current tables.
 *
 * @throws an error that says what to do about a database of another version; else what the first
 *   failed migration threw
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => MIGRATIONS },
	});
	const { error } = await migrator.migrateToLatest();
	if (!error) return;
	const unknown = await unknownMigration(db).catch(() => undefined);
	if (!unknown) throw error;
	throw new Error(
		`Another version of the portal created the database (its migration ${unknown} is unknown here). If that version is later, start it, or restore the backup from before the upgrade. If it is from before the first release, start with an empty database (another DATABASE_URL, or without keyturn.db in DATA_DIR).`,
		{ cause: error },
	);
}

async function unknownMigration<T>(db: Kysely<T>): Promise<string | undefined> {
	const { rows } = await sql<{ name: string }>`
		select name from kysely_migration order by name`.execute(db);
	return rows.map(({ name }) => name).find((name) => !(name in MIGRATIONS));
}
