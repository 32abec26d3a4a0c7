import { randomBytes } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { AT_ONCE } from "#lib/interface/limits.ts";
import { type CohortLookUps, LIFETIME_MS } from "#lib/server/helpdesk/cohort-look-ups.ts";
import type { SharedTables } from "./tables.ts";

/** The look-ups of cohorts when the calls of one board reach several portals. */
export function sharedLookUps(db: Kysely<SharedTables>, kind: string): CohortLookUps {
	const nameOf = (agentId: string) => `${kind} ${agentId}`;
	return {
		async begin({ agentId, groupId, members }, now) {
			const agent_id = nameOf(agentId);
			const id = randomBytes(16).toString("base64url");
			const ends_at_ms = now.getTime() + LIFETIME_MS;
			await db.transaction().execute(async (tx) => {
				await forget(tx, agent_id, now);
				await tx
					.insertInto("look_ups")
					.values({ id, agent_id, group_id: groupId, members, ends_at_ms })
					.execute();
			});
			return id;
		},
		async take(id, { agentId, groupId, ids }, now) {
			const taken = db.transaction().execute(async (tx) => {
				const found = await tx
					.selectFrom("look_ups")
					.select("members")
					.where("id", "=", id)
					.where("agent_id", "=", nameOf(agentId))
					.where("group_id", "=", groupId)
					.where("ends_at_ms", ">", now.getTime())
					// The portions of a board arrive concurrently; together they must not exceed the
					// announced number of people.
					.forUpdate()
					.executeTakeFirst();
				return found && (await add(tx, { id, ids, members: found.members }));
			});
			return await taken.catch((error: unknown) => {
				if (error instanceof TooMany) return undefined;
				throw error;
			});
		},
		async putBack(id, ids) {
			if (ids.length === 0) return;
			await db
				.deleteFrom("look_up_people")
				.where("look_up", "=", id)
				.where("person", "in", [...ids])
				.execute();
		},
	};
}

/** Deletes expired look-ups, and an agent's oldest one when there are too many. */
async function forget(tx: Transaction<SharedTables>, agentId: string, now: Date): Promise<void> {
	const own = await tx
		.selectFrom("look_ups")
		.select("id")
		.where("agent_id", "=", agentId)
		.orderBy("ends_at_ms", "desc")
		.offset(AT_ONCE.boards.most - 1)
		.execute();
	const over = tx.selectFrom("look_ups").select("id").where("ends_at_ms", "<=", now.getTime());
	const ids = [...own, ...(await over.execute())].map(({ id }) => id);
	if (ids.length === 0) return;
	await tx.deleteFrom("look_up_people").where("look_up", "in", ids).execute();
	await tx.deleteFrom("look_ups").where("id", "in", ids).execute();
}

type Portion = { id: string; ids: readonly string[]; members: number };

/** Thrown inside a transaction to roll it back. */
class TooMany extends Error {}

/**
 * @returns the people who are new to the look-up @throws TooMany when it would exceed the announced
 *   number
 */
async function add(
	tx: Transaction<SharedTables>,
	{ id, ids, members }: Portion,
): Promise<string[]> {
	if (ids.length === 0) return [];
	const rows = [...new Set(ids)].map((person) => ({ look_up: id, person }));
	const fresh = await tx
		.insertInto("look_up_people")
		.values(rows)
		.onConflict((conflict) => conflict.doNothing())
		.returning("person")
		.execute();
	const { count } = await tx
		.selectFrom("look_up_people")
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.where("look_up", "=", id)
		.executeTakeFirstOrThrow();
	if (count > members) throw new TooMany();
	return fresh.map(({ person }) => person);
}
