import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { countedTries, type Tries } from "#lib/core/try-pace.ts";

const KEY = "keyturn.tries";

/** This person's refused attempts in this browser, which must survive a reload. */
export function readTries(personId: string, now: Date): Tries {
	try {
		const text = localStorage.getItem(KEY);
		return countedTries(text ? (parseWithDates(text) as Tries) : undefined, personId, now);
	} catch {
		return countedTries(undefined, personId, now);
	}
}

export function writeTries(tries: Tries): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(tries));
	} catch {
		// Without storage a reload forgets them.
	}
}
