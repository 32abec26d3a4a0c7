import { randomBytes } from "node:crypto";
import { AT_ONCE } from "#lib/interface/limits.ts";

/** How long a board may stay open on one audit row. */
export const LIFETIME_MS = 12 * 60 * 60_000;

type LookUp = { agentId: string; groupId: string; members: number; endsAtMs: number };

/**
 * The current look-ups of cohorts. Each has one audit row and covers at most as many people as that
 * row says, however often each is read.
 */
export type CohortLookUps = {
	/** @returns the look-up's id */
	begin(lookUp: Omit<LookUp, "endsAtMs">, now: Date): Promise<string>;
	/**
	 * Adds people to a look-up.
	 *
	 * @returns those who are new to it and have to be recorded; `undefined` if it has ended, belongs
	 *   to somebody else, or covers fewer people
	 */
	take(
		id: string,
		of: Pick<LookUp, "agentId" | "groupId"> & { ids: readonly string[] },
		now: Date,
	): Promise<string[] | undefined>;
	/** Removes people of a portion that could not be recorded, and so was not shown. */
	putBack(id: string, ids: readonly string[]): Promise<void>;
};

/** In memory, for a single portal: after a restart a page starts a new one. */
export function createCohortLookUps(): CohortLookUps {
	const open = new Map<string, LookUp & { seen: Set<string> }>();
	return {
		async begin(lookUp, now) {
			for (const [id, { endsAtMs }] of open) if (endsAtMs <= now.getTime()) open.delete(id);
			const own = [...open].filter(([, { agentId }]) => agentId === lookUp.agentId);
			for (const [id] of own.slice(0, Math.max(0, own.length - AT_ONCE.boards.most + 1)))
				open.delete(id);
			const id = randomBytes(16).toString("base64url");
			open.set(id, { ...lookUp, endsAtMs: now.getTime() + LIFETIME_MS, seen: new Set() });
			return id;
		},
		async take(id, { agentId, groupId, ids }, now) {
			const found = open.get(id);
			if (found?.agentId !== agentId || found.groupId !== groupId) return undefined;
			if (found.endsAtMs <= now.getTime()) return undefined;
			const fresh = new Set(ids.filter((one) => !found.seen.has(one)));
			if (found.seen.size + fresh.size > found.members) return undefined;
			for (const one of fresh) found.seen.add(one);
			return [...fresh];
		},
		async putBack(id, ids) {
			for (const one of ids) open.get(id)?.seen.delete(one);
		},
	};
}
