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

/** `forecast`: for a change of which the portal has no watch. `habits`: how the domain was seen to write. */
export type LookUpAnswer = { people: LookedUp[]; forecast: Forecast; habits: Habits };

/** At most this many people in one call. */
export const MAX_LOOK_UP = 500;
