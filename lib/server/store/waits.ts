import { type Kysely, type SqlBool, sql } from "kysely";
import type { Wait } from "#lib/core/forecast/forecast.ts";
import type { ObservedWait } from "#lib/core/watch/observed-wait.ts";
import { digest } from "#lib/server/digest.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import type { Tables } from "./tables.ts";

/** How long changes took here, without names. */
export type WaitStore = {
	/**
	 * Counts a wait, at most one per person in the retention period: reporting changes that never
	 * happened cannot skew everybody's forecast by repetition.
	 */
	addWait(watch: WaitedFor, wait: ObservedWait): Promise<void>;
	/** The waits that ended after `since`. */
	waits(since: Date): Promise<Wait[]>;
	/** Deletes the waits that ended before `before`, and whose they were. */
	purgeWaits(before: Date): Promise<void>;
};

/** The watch and the change that was waited for. */
type WaitedFor = { ticket: string; person: { id: string } };

const DAY_MS = 24 * 60 * 60_000;

export function waitsIn(db: Kysely<Tables>): WaitStore {
	return {
		async addWait({ ticket, person }, { usableAt, waitMs, isFirstChange }) {
			const wait = {
				id: digest(ticket),
				usable_at_ms: usableAt.getTime(),
				wait_ms: waitMs,
				is_first_change: isFirstChange ? 1 : 0,
			};
			// Only the day, so that nobody's wait can be identified by its time.
			const counted = {
				person: digest(person.id.toLowerCase()),
				day: Math.floor(usableAt.getTime() / DAY_MS),
			};
			await db.transaction().execute(async (tx) => {
				const isNew = await tx
					.insertInto("waited")
					.values(counted)
					.onConflict((conflict) => conflict.column("person").doNothing())
					.returning("person")
					.executeTakeFirst();
				if (!isNew) return;
				await tx
					.insertInto("waits")
					.values(wait)
					.onConflict((conflict) => conflict.column("id").doNothing())
					.execute();
			});
		},
		async waits(since) {
			const rows = await db
				.selectFrom("waits")
				.select(["wait_ms", "is_first_change"])
				.where("usable_at_ms", ">=", since.getTime())
				.execute();
			return rows.map((row) => ({
				waitMs: Number(row.wait_ms),
				isFirstChange: row.is_first_change === 1,
			}));
		},
		async purgeWaits(before) {
			const ms = before.getTime();
			const where = sql<SqlBool>`usable_at_ms < ${ms}`;
			await deleteInPortions(db, { from: "waits", key: "id", where });
			const earlier = sql<SqlBool>`day < ${Math.floor(ms / DAY_MS)}`;
			await deleteInPortions(db, { from: "waited", key: "person", where: earlier });
		},
	};
}
