import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import { hasOldReading, nextMoment } from "#lib/core/readiness/next-moment.ts";
import { createSchedule } from "#lib/core/schedule.ts";

/** A clock that is set back further makes earlier plans void. */
const CLOCK_STEP_MS = 5_000;
/** The others have their turn at the next beat, so that nothing else has to wait for thousands. */
const MOST_AT_ONCE = 500;
/** How soon a reading that was too old is looked at again. */
const LOOK_AGAIN_MS = 1_000;

/** When people have to be judged again though there is no news of them. */
export type Moments = {
	/** Whether time may have changed something since the person was judged. */
	isDue(ledger: PersonLedger, now: Date): boolean;
	/**
	 * Takes those who have to be looked at; each of them has to be judged or planned again.
	 *
	 * @param rules what everybody is judged by; when it changes, or the clock was set back, it is everybody's turn
	 * @param everybody their ids
	 */
	takeDue(now: Date, rules: string, everybody: () => Iterable<string>): string[];
	/** Whoever is judged by a reading that is too old is judged again as soon as there is another. */
	noteJudged(ledger: PersonLedger, now: Date): void;
	/** Plans the next look at somebody, after one at `now` that has not judged. */
	plan(ledger: PersonLedger, now: Date): void;
	/** Somebody has to be judged, from an instant on. */
	planJudgement(personId: string, at: Date): void;
	drop(personId: string): void;
};

export function keepMoments(controllerIds: () => readonly string[], rules: string): Moments {
	const judgedAt = new Map<string, Date>();
	const moments = createSchedule<string>();
	let looked = { at: new Date(0), rules };

	const isOld = (ledger: PersonLedger, now: Date) => hasOldReading(ledger, controllerIds(), now);

	function isDue(ledger: PersonLedger, now: Date): boolean {
		const since = judgedAt.get(ledger.personId);
		const next = since && nextMoment(ledger, since);
		return !since || (next !== undefined && next <= now);
	}

	function plan(ledger: PersonLedger, now: Date): void {
		const next = isOld(ledger, now)
			? new Date(now.getTime() + LOOK_AGAIN_MS)
			: nextMoment(ledger, now);
		if (next) moments.plan(ledger.personId, next.getTime());
		else moments.drop(ledger.personId);
	}

	function planJudgement(personId: string, at: Date): void {
		judgedAt.delete(personId);
		moments.plan(personId, at.getTime());
	}

	return {
		isDue,
		plan,
		planJudgement,
		takeDue(now, rules, everybody) {
			const isSetBack = looked.at.getTime() - now.getTime() > CLOCK_STEP_MS;
			const areOthers = looked.rules !== rules;
			looked = { at: now, rules };
			if (isSetBack || areOthers) {
				for (const personId of everybody()) planJudgement(personId, now);
			}
			return moments.takeDue(now.getTime(), MOST_AT_ONCE);
		},
		noteJudged(ledger, now) {
			if (isOld(ledger, now)) judgedAt.delete(ledger.personId);
			else judgedAt.set(ledger.personId, now);
			plan(ledger, now);
		},
		drop(personId) {
			judgedAt.delete(personId);
			moments.drop(personId);
		},
	};
}
