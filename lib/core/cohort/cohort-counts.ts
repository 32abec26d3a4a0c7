import { COHORT_STATES, type CohortState } from "./cohort-state.ts";

/** How many members of a cohort are in each state. */
export type CohortCounts = Record<CohortState, number>;

/** The counts at one time; kept on the server, without names. */
export type CohortSnapshot = { at: Date; counts: CohortCounts };

/** At most one snapshot of a group is kept for each of these. */
export const SNAPSHOT_EVERY_MS = 5 * 60_000;

/** Counts states. */
export function countStates(states: Iterable<{ state: CohortState }>): CohortCounts {
	const counts = Object.fromEntries(COHORT_STATES.map((s) => [s, 0])) as CohortCounts;
	for (const { state } of states) counts[state] += 1;
	return counts;
}

/** Everybody of a cohort. */
export function total(counts: CohortCounts): number {
	return COHORT_STATES.reduce((sum, state) => sum + counts[state], 0);
}

/**
 * At most `most` snapshots, the first and the last among them and the others evenly between, so that a
 * table stays readable.
 */
export function thinned<T>(snapshots: readonly T[], most: number): T[] {
	if (snapshots.length <= most) return [...snapshots];
	const step = (snapshots.length - 1) / (most - 1);
	return Array.from({ length: most }, (_, i) => snapshots[Math.round(i * step)]).filter(
		(s): s is T => s !== undefined,
	);
}
