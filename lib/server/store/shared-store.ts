import { type Expression, type SqlBool, sql, type Transaction } from "kysely";
import type { Habits } from "#lib/core/readiness/habits.ts";
import type { Log } from "#lib/log.ts";
import { digest } from "#lib/server/digest.ts";
import type { CohortLookUps } from "#lib/server/helpdesk/cohort-look-ups.ts";
import { changeHabits } from "./habits.ts";
import { type Holders, holdersIn, lockHolders } from "./holders.ts";
import { type Listening, listenToNotes, type NoteListener, notify } from "./notes.ts";
import { among, anyOf, type PersonTraces } from "./person-traces.ts";
import type { PostgresDatabase } from "./postgres.ts";
import { sharedLookUps } from "./shared-look-ups.ts";
import type { SharedTables, Tables } from "./tables.ts";

/** What several portals on one database share; a single portal's store does not have it. */
export type SharedStore = {
	holders: Holders;
	/** The look-ups of one kind; the limit per agent applies to each kind. */
	lookUps(kind: "group" | "person"): CohortLookUps;
	/** Where limits are counted. */
	counted: SharedCounts;
	/** Listens to other portals' notifications. */
	listen(listener: NoteListener, log: Log): Listening;
	/** Marks writes about people whom this portal no longer holds, and locks the others until the end. */
	markLate(tx: Transaction<Tables>, writes: readonly HeldWrite[]): Promise<void>;
	/** Notifies the other portals of the watches that this transaction has written. */
	notify(tx: Transaction<Tables>, writes: readonly { ticket: string }[]): Promise<void>;
	/** Erases a person's rows that only several portals have, and notifies them of the erased watches. */
	forget(tx: Transaction<Tables>, traces: PersonTraces): Promise<Record<string, number>>;
	/** Changes what all portals have learned about the domain. @returns the resulting habits */
	changeHabits(change: (habits: Habits) => Habits): Promise<Habits>;
};

/** A table for counts, and a client to write to it. */
export type SharedCounts = { client: { query: unknown }; tableName: string };

type HeldWrite = { personId: string | undefined; turn: number | undefined; isLate: boolean };

export function shareStore({ db, pool, newClient }: PostgresDatabase): SharedStore {
	const shared = db.withTables<SharedTables>();
	const holders = holdersIn(shared);
	return {
		holders,
		lookUps: (kind) => sharedLookUps(shared, kind),
		counted: { client: pool, tableName: "limits" },
		listen: (listener, log) => listenToNotes(newClient, listener, log),
		async markLate(tx, writes) {
			const ofPeople = writes.filter((write): write is HeldWrite & { personId: string } =>
				Boolean(write.personId),
			);
			if (ofPeople.length === 0 || !holders.isJoined()) return;
			const isLost = await lockHolders(inShared(tx), ofPeople, holders.portalId());
			for (const write of ofPeople) write.isLate = isLost(write);
		},
		async notify(tx, writes) {
			const watches = [...new Set(writes.map(({ ticket }) => ticket))];
			if (watches.length > 0) await notify(tx, { from: holders.portalId(), watches });
		},
		async forget(tx, traces) {
			const { tickets } = traces;
			if (tickets.length > 0) await notify(tx, { from: holders.portalId(), watches: tickets });
			return await forgetShared(inShared(tx), traces);
		},
		changeHabits: (change) =>
			db.transaction().execute(async (tx) => {
				const habits = await changeHabits(tx, change);
				await notify(tx, { from: holders.portalId(), habits: true });
				return habits;
			}),
	};
}

/** The same transaction: the database has more tables than a store of a single portal. */
function inShared(tx: Transaction<Tables>): Transaction<SharedTables> {
	return tx.withTables<SharedTables>();
}

/** Deletes a person's rows in the tables that portals share. @returns how many rows of each table */
async function forgetShared(
	tx: Transaction<SharedTables>,
	{ ids, mailboxes, tickets }: PersonTraces,
): Promise<Record<string, number>> {
	const counted = [...ids, ...tickets, ...mailboxes].map(digest);
	const isOwnLookUp = lastPart("agent_id", " ", ids);
	const own = sql<SqlBool>`look_up in (select id from look_ups where ${isOwnLookUp})`;
	const which = {
		look_up_people: anyOf([own, among("person", ids)]),
		look_ups: isOwnLookUp,
		holders: among("person_id", ids),
		limits: lastPart("key", ":", counted),
	};
	const rows: Record<string, number> = {};
	for (const [table, those] of Object.entries(which)) {
		const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${those}`.execute(
			tx,
		);
		rows[table] = Number(numAffectedRows ?? 0);
	}
	return rows;
}

/** Whether the text after the separator is one of these values. */
function lastPart(column: string, separator: string, values: readonly string[]) {
	return anyOf(
		values.map(
			(value): Expression<SqlBool> =>
				sql<SqlBool>`split_part(${sql.ref(column)}, ${separator}, 2) = ${value}`,
		),
	);
}
