import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

/** In order of their names; one that has been released is never edited, only followed by another. */
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
};

/** Brings a database to today's tables. @throws what the first migration that failed threw */
export async function migrate(db: Kysely<never>): Promise<void> {
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => MIGRATIONS },
	});
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}
