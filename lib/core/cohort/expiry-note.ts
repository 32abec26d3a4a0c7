import type { ExpiryState } from "./expiry-row.ts";

/** How a run is begun and ended, as the audit says it. */
export const EXPIRY_STARTS = ["new", "resumed", "again"] as const;
export const EXPIRY_ENDS = ["complete", "paused"] as const;

/** How many results go into one row of the audit. */
export const MOST_RESULTS = 100;

/** What the agent's browser tells the portal's server of a run, to be written down. `group`: the name of its people's. */
export type ExpiryNote = { run: string; group?: string | undefined } & (
	| { step: "begun"; how: (typeof EXPIRY_STARTS)[number]; people: number }
	| { step: "results"; results: { id: string; state: ExpiryState }[] }
	| {
			step: "ended";
			how: (typeof EXPIRY_ENDS)[number];
			counts: Partial<Record<ExpiryState, number>>;
	  }
);
