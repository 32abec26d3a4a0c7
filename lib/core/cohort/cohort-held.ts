import type { ControllerAccount } from "../account-view.ts";
import type { WatchFinding } from "../person/person-state.ts";

/** What the portal knows of one member of a cohort. */
export type CohortHeld = {
	id: string;
	controllers: ControllerAccount[];
	watch: WatchFinding | undefined;
};

/** The answer to one portion of a cohort's look-up. */
export type CohortAnswer = {
	people: CohortHeld[];
	/** When the managed domain was made, where a controller says so. */
	domainMadeAt: Date | undefined;
	/** The server's time of the answer. */
	readAt: Date;
};

/** At most this many people in one portion: one is read in well under a second. */
export const MAX_PORTION = 1_000;
/** At most this many people in one look-up. */
export const MAX_COHORT = 200_000;
