import { PERSON_STATES, type PersonStateName } from "../person/person-state.ts";

/** How many members of a cohort are in each state. */
export type CohortCounts = Record<PersonStateName, number>;

/** The counts at one time; kept on the server, without names. */
export type CohortSnapshot = { at: Date; counts: CohortCounts };

/** At most one snapshot of a group is kept for each of these. */
export const SNAPSHOT_EVERY_MS = 5 * 60_000;

/** Counts states. */
export function countStates(states: Iterable<{ state: PersonStateName }>): CohortCounts {
	const counts = Object.fromEntries(PERSON_STATES.map((s) => [s, 0])) as CohortCounts;
	for (const { state } of states) counts[state] += 1;
	return counts;
}

/** Everybody of a cohort. Counts that were kept before a state had its name know none of it. */
export function total(counts: Partial<CohortCounts>): number {
	return PERSON_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** Everybody who has changed the password, whether it works already or not. */
export function changedCount({ usable, probably, waiting }: Partial<CohortCounts>): number {
	return (usable ?? 0) + (probably ?? 0) + (waiting ?? 0);
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
