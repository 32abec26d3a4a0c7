import type { AccountView } from "../account-view.ts";
import type { Forecast } from "../forecast/forecast.ts";
import type { Habits } from "../readiness/habits.ts";
import type { WatchView } from "../watch/watch-view.ts";

/** What the portal knows about one person: the answer to an agent's look-up. */
export type LookedUp = {
	id: string;
	account: AccountView;
	/** The person's current watch, if there is one. */
	watch: { ticket: string; view: WatchView } | undefined;
};

export type LookUpAnswer = {
	people: LookedUp[];
	/** For a change without a watch. */
	forecast: Forecast;
	/** How the domain has been observed to write. */
	habits: Habits;
	/** Identifies this look-up, so that the same people can be read again under its one audit row. */
	lookUp: string;
	/** The server's time of the reading. */
	readAt: Date;
};

/** At most this many people in one call. */
export const MAX_LOOK_UP = 500;
