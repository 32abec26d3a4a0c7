import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Wait } from "#lib/core/forecast/forecast.ts";
import type { ObservedWait } from "#lib/core/watch/observed-wait.ts";
import type { Tables } from "./tables.ts";

/** How long changes took here, without a name. */
export type WaitStore = {
	/** Counts a wait, once for each watch. */
	addWait(watch: { ticket: string }, wait: ObservedWait): Promise<void>;
	/** The waits that ended after `since`. */
	waits(since: Date): Promise<Wait[]>;
	/** Forgets the waits that ended before `before`. */
	purgeWaits(before: Date): Promise<void>;
};

export function waitsIn(db: Kysely<Tables>): WaitStore {
	return {
		async addWait({ ticket }, { usableAt, waitMs, isFirstChange }) {
			await db
				.insertInto("waits")
				.values({
					id: createHash("sha256").update(ticket).digest("base64url"),
					usable_at_ms: usableAt.getTime(),
					wait_ms: waitMs,
					is_first_change: isFirstChange ? 1 : 0,
				})
				.onConflict((conflict) => conflict.column("id").doNothing())
				.execute();
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
			await db.deleteFrom("waits").where("usable_at_ms", "<", before.getTime()).execute();
		},
	};
}
