import { PERSON_STATES, type PersonStateName } from "../person/person-state.ts";

/** How many members of a cohort are in each state. */
export type CohortCounts = Record<PersonStateName, number>;

/** The counts at one time; stored on the server, without names. */
export type CohortSnapshot = { at: Date; counts: CohortCounts };

/** At most one snapshot of a group is kept per interval. */
export const SNAPSHOT_EVERY_MS = 5 * 60_000;

export function countStates(states: Iterable<{ state: PersonStateName }>): CohortCounts {
	const counts = Object.fromEntries(PERSON_STATES.map((s) => [s, 0])) as CohortCounts;
	for (const { state } of states) counts[state] += 1;
	return counts;
}

/** The size of a cohort. Counts stored before a state was introduced do not contain it. */
export function total(counts: Partial<CohortCounts>): number {
	return PERSON_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** Everybody who has changed the password, whether or not it works yet. */
export function changedCount({ usable, probably, waiting }: Partial<CohortCounts>): number {
	return (usable ?? 0) + (probably ?? 0) + (waiting ?? 0);
}

/**
 * At most `most` snapshots: the first, the last, and others spaced evenly between them, so that a
 * table stays readable.
 */
export function thinned<T>(snapshots: readonly T[], most: number): T[] {
	if (snapshots.length <= most) return [...snapshots];
	const step = (snapshots.length - 1) / (most - 1);
	return Array.from({ length: most }, (_, i) => snapshots[Math.round(i * step)]).filter(
		(s): s is T => s !== undefined,
	);
}
