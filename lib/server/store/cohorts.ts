import type { Kysely } from "kysely";
import { type CohortSnapshot, SNAPSHOT_EVERY_MS, thinned } from "#lib/core/cohort/cohort-counts.ts";
import type { Deadline } from "#lib/core/cohort/deadline.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import type { Tables } from "./tables.ts";

/** A campaign is long over by then, and older counts are useless. */
const KEPT_MS = 400 * 24 * 60 * 60_000;
/** As many as fit into a chart; a board that is always open stores 288 a day. */
export const MOST_SHOWN = 1_000;

/** The history of groups' counts, and their deadlines. */
export type CohortStore = {
	/** Stores the counts, replacing others from the same few minutes; deletes old ones. */
	saveSnapshot(groupId: string, snapshot: CohortSnapshot): Promise<void>;
	/** The stored counts of a group, oldest first; thinned out if there are very many, keeping first and last. */
	snapshots(groupId: string): Promise<CohortSnapshot[]>;
	/** Sets or replaces a group's deadline, or removes it; deletes those of old campaigns. */
	saveDeadline(groupId: string, day: string | null, at: Date): Promise<void>;
	deadlines(): Promise<Deadline[]>;
};

export function cohortsIn(db: Kysely<Tables>): CohortStore {
	return {
		async saveSnapshot(groupId, { at, counts }) {
			const at_ms = at.getTime();
			const values = { at_ms, counts: JSON.stringify(counts) };
			const slot_ms = at_ms - (at_ms % SNAPSHOT_EVERY_MS);
			await db
				.insertInto("cohort_snapshots")
				.values({ group_id: groupId, slot_ms, ...values })
				.onConflict((conflict) => conflict.columns(["group_id", "slot_ms"]).doUpdateSet(values))
				.execute();
			await db
				.deleteFrom("cohort_snapshots")
				.where("slot_ms", "<", at_ms - KEPT_MS)
				.execute();
		},
		async snapshots(groupId) {
			const rows = await db
				.selectFrom("cohort_snapshots")
				.select(["at_ms", "counts"])
				.where("group_id", "=", groupId)
				.orderBy("slot_ms")
				.execute();
			return thinned(rows, MOST_SHOWN).map(({ at_ms, counts }) => ({
				at: new Date(Number(at_ms)),
				counts: JSON.parse(counts),
			}));
		},
		async saveDeadline(groupId, day, at) {
			const oldest = calendarDay(new Date(at.getTime() - KEPT_MS));
			await db.deleteFrom("deadlines").where("day", "<", oldest).execute();
			if (day === null) {
				await db.deleteFrom("deadlines").where("group_id", "=", groupId).execute();
				return;
			}
			await db
				.insertInto("deadlines")
				.values({ group_id: groupId, day })
				.onConflict((conflict) => conflict.column("group_id").doUpdateSet({ day }))
				.execute();
		},
		async deadlines() {
			const rows = await db.selectFrom("deadlines").selectAll().orderBy("day").execute();
			return rows.map(({ group_id, day }) => ({ groupId: group_id, day }));
		},
	};
}
