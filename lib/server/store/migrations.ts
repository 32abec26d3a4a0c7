import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { divideWatches } from "./divide-watches.ts";
import { isPostgres } from "./postgres.ts";
import type { Tables } from "./tables.ts";

/** In order of their names; a released one is never edited, only followed by another. */
const MIGRATIONS: Record<string, Migration> = {
	"001-watches": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("watches")
				.addColumn("ticket", "text", (c) => c.primaryKey())
				.addColumn("person_id", "text", (c) => c.notNull())
				.addColumn("opened_at_ms", "bigint", (c) => c.notNull())
				.addColumn("changed_at_ms", "bigint")
				.addColumn("ended_at_ms", "bigint")
				.addColumn("body", "text", (c) => c.notNull())
				.execute();
			await db.schema
				.createIndex("watches_by_person")
				.on("watches")
				.columns(["person_id", "opened_at_ms"])
				.execute();
			await db.schema
				.createTable("waits")
				.addColumn("id", "text", (c) => c.primaryKey())
				.addColumn("usable_at_ms", "bigint", (c) => c.notNull())
				.addColumn("wait_ms", "bigint", (c) => c.notNull())
				.addColumn("is_first_change", "integer", (c) => c.notNull())
				.execute();
		},
	},
	"002-mails": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("mails")
				.addColumn("id", "text", (c) => c.primaryKey())
				.addColumn("body", "text")
				.addColumn("queued_at_ms", "bigint", (c) => c.notNull())
				.addColumn("not_before_ms", "bigint", (c) => c.notNull())
				.addColumn("claimed_until_ms", "bigint", (c) => c.notNull())
				.addColumn("attempts", "integer", (c) => c.notNull())
				.addColumn("ended_at_ms", "bigint")
				.addColumn("outcome", "text")
				.execute();
			await db.schema
				.createIndex("mails_by_time")
				.on("mails")
				.columns(["ended_at_ms", "not_before_ms"])
				.execute();
		},
	},
	"003-links": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("links")
				.addColumn("id", "text", (c) => c.primaryKey())
				.addColumn("made_at_ms", "bigint", (c) => c.notNull())
				.addColumn("expires_at_ms", "bigint", (c) => c.notNull())
				.addColumn("ended_at_ms", "bigint")
				.addColumn("body", "text", (c) => c.notNull())
				.execute();
			await db.schema
				.createTable("link_marks")
				.addColumn("link_id", "text", (c) => c.notNull())
				.addColumn("stage", "text", (c) => c.notNull())
				.addColumn("mark", "text", (c) => c.notNull())
				.addPrimaryKeyConstraint("link_marks_key", ["link_id", "stage", "mark"])
				.execute();
			await db.schema.createIndex("link_marks_by_mark").on("link_marks").column("mark").execute();
		},
	},
	"004-audit": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("audit")
				.addColumn("seq", "bigint", (c) => c.primaryKey())
				.addColumn("at_ms", "bigint", (c) => c.notNull())
				.addColumn("action", "text", (c) => c.notNull())
				.addColumn("words", "text", (c) => c.notNull())
				.addColumn("body", "text", (c) => c.notNull())
				.addColumn("hash", "text", (c) => c.notNull())
				.execute();
			await db.schema.createIndex("audit_by_time").on("audit").column("at_ms").execute();
			await db.schema
				.createTable("audit_head")
				.addColumn("id", "integer", (c) => c.primaryKey())
				.addColumn("seq", "bigint", (c) => c.notNull())
				.addColumn("hash", "text", (c) => c.notNull())
				.addColumn("start_seq", "bigint", (c) => c.notNull())
				.addColumn("start_hash", "text", (c) => c.notNull())
				.execute();
			const genesis = "0".repeat(64);
			await (db as Kysely<Tables>)
				.insertInto("audit_head")
				.values({ id: 1, seq: 0, hash: genesis, start_seq: 0, start_hash: genesis })
				.execute();
		},
	},
	"005-cohorts": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("cohort_snapshots")
				.addColumn("group_id", "text", (c) => c.notNull())
				.addColumn("slot_ms", "bigint", (c) => c.notNull())
				.addColumn("at_ms", "bigint", (c) => c.notNull())
				.addColumn("counts", "text", (c) => c.notNull())
				.addPrimaryKeyConstraint("cohort_snapshots_key", ["group_id", "slot_ms"])
				.execute();
		},
	},
	"006-ledgers": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("ledgers")
				.addColumn("person_id", "text", (c) => c.primaryKey())
				.addColumn("touched_at_ms", "bigint", (c) => c.notNull())
				.addColumn("body", "text", (c) => c.notNull())
				.execute();
			await db.schema
				.createTable("habits")
				.addColumn("id", "integer", (c) => c.primaryKey())
				.addColumn("body", "text", (c) => c.notNull())
				.execute();
			await divideWatches(db as Kysely<Tables>);
		},
	},
	"007-audit-key": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.alterTable("audit")
				.addColumn("key_id", "text", (c) => c.notNull().defaultTo(""))
				.execute();
		},
	},
	"008-answers": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("answers")
				.addColumn("key", "text", (c) => c.primaryKey())
				.addColumn("asked", "text", (c) => c.notNull())
				.addColumn("status", "integer", (c) => c.notNull())
				.addColumn("body", "text", (c) => c.notNull())
				.addColumn("at_ms", "bigint", (c) => c.notNull())
				.execute();
		},
	},
	"009-waited": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.createTable("waited")
				.addColumn("person", "text", (c) => c.primaryKey())
				.addColumn("day", "integer", (c) => c.notNull())
				// Ordered by digest rather than by time of the wait; PostgreSQL has no row order.
				.$call((table) => (isPostgres(db) ? table : table.modifyEnd(sql`without rowid`)))
				.execute();
		},
	},
	"010-revisions": {
		async up(db: Kysely<unknown>) {
			await db.schema
				.alterTable("watches")
				.addColumn("revision", "integer", (c) => c.notNull().defaultTo(0))
				.execute();
		},
	},
	"011-portals": {
		async up(db: Kysely<unknown>) {
			// A SQLite file belongs to a single portal.
			if (!isPostgres(db)) return;
			await db.schema
				.createTable("portals")
				.addColumn("id", "text", (c) => c.primaryKey())
				.addColumn("seen_at", "timestamptz", (c) => c.notNull())
				.addColumn("read_times", "text", (c) => c.notNull())
				.execute();
			await db.schema
				.createTable("holders")
				.addColumn("person_id", "text", (c) => c.primaryKey())
				.addColumn("portal", "text", (c) => c.notNull())
				.addColumn("turn", "bigint", (c) => c.notNull())
				.execute();
		},
	},
	"012-shared-counts": {
		async up(db: Kysely<unknown>) {
			if (!isPostgres(db)) return;
			await db.schema
				.createTable("look_ups")
				.addColumn("id", "text", (c) => c.primaryKey())
				.addColumn("agent_id", "text", (c) => c.notNull())
				.addColumn("group_id", "text", (c) => c.notNull())
				.addColumn("members", "integer", (c) => c.notNull())
				.addColumn("ends_at_ms", "bigint", (c) => c.notNull())
				.execute();
			await db.schema
				.createTable("look_up_people")
				.addColumn("look_up", "text", (c) => c.notNull())
				.addColumn("person", "text", (c) => c.notNull())
				.addPrimaryKeyConstraint("look_up_people_key", ["look_up", "person"])
				.execute();
			// As rate-limiter-flexible requires.
			await db.schema
				.createTable("limits")
				.addColumn("key", "text", (c) => c.primaryKey())
				.addColumn("points", "integer", (c) => c.notNull().defaultTo(0))
				.addColumn("expire", "bigint")
				.execute();
		},
	},
};

/** Migrates a database to the current tables. @throws what the first failed migration threw */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => MIGRATIONS },
	});
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}
