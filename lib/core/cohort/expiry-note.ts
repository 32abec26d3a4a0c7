import type { ExpiryState } from "./expiry-row.ts";

/** How a run starts and ends, as the audit records it. */
export const EXPIRY_STARTS = ["new", "resumed", "again"] as const;
export const EXPIRY_ENDS = ["complete", "paused"] as const;

/** The most results in one row of the audit. */
export const MOST_RESULTS = 100;

/** What the agent's browser reports of a run for the audit. `group`: the name of the people's group. */
export type ExpiryNote = { run: string; group?: string | undefined } & (
	| { step: "begun"; how: (typeof EXPIRY_STARTS)[number]; people: number }
	| { step: "results"; results: { id: string; state: ExpiryState }[] }
	| {
			step: "ended";
			how: (typeof EXPIRY_ENDS)[number];
			counts: Partial<Record<ExpiryState, number>>;
	  }
);
