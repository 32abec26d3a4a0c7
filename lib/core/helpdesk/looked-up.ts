import type { AccountView } from "../account-view.ts";
import type { Forecast } from "../forecast/forecast.ts";
import type { Habits } from "../readiness/habits.ts";
import type { WatchView } from "../watch/watch-view.ts";

/** What the portal knows of one person: the answer to a look-up by an agent of the helpdesk. */
export type LookedUp = {
	id: string;
	account: AccountView;
	/** The person's current watch, if there is one. */
	watch: { ticket: string; view: WatchView } | undefined;
};

export type LookUpAnswer = {
	people: LookedUp[];
	/** For a change of which the portal has no watch. */
	forecast: Forecast;
	/** How the domain was seen to write. */
	habits: Habits;
	/** Names this look-up, so that the same people can be read again under its one row of the audit. */
	lookUp: string;
	/** The server's time of what was read. */
	readAt: Date;
};

/** At most this many people in one call. */
export const MAX_LOOK_UP = 500;
