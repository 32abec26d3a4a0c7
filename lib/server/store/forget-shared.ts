import { type Expression, type SqlBool, sql, type Transaction } from "kysely";
import { digest } from "#lib/server/digest.ts";
import { among, anyOf, type PersonTraces } from "./person-traces.ts";
import type { SharedTables } from "./tables.ts";

/** Takes away what several portals count and share of a person. @returns how many rows of each table */
export async function forgetShared(
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

/** Whether what stands behind the separator is one of these values. */
function lastPart(column: string, separator: string, values: readonly string[]) {
	return anyOf(
		values.map(
			(value): Expression<SqlBool> =>
				sql<SqlBool>`split_part(${sql.ref(column)}, ${separator}, 2) = ${value}`,
		),
	);
}
