import type { ControllerAccount } from "../account-view.ts";
import type { WatchFinding } from "../person/person-state.ts";

/** What the portal knows about one member of a cohort. */
export type MemberFacts = {
	id: string;
	controllers: ControllerAccount[];
	watch: WatchFinding | undefined;
};

/** The answer to one batch of a cohort's look-up. */
export type CohortAnswer = {
	people: MemberFacts[];
	/** When the managed domain was created, if a controller reports it. */
	domainMadeAt: Date | undefined;
	/** The server's time of the answer. */
	readAt: Date;
};

/** The most people in one batch; a batch is read in well under a second. */
export const MAX_PORTION = 1_000;
/** The most people in one look-up. */
export const MAX_COHORT = 200_000;
