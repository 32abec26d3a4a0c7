import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import { hasOldReading, nextMoment } from "#lib/core/readiness/next-moment.ts";
import { createSchedule } from "#lib/core/schedule.ts";

/** A clock that is set back further than this invalidates earlier plans. */
const CLOCK_STEP_MS = 5_000;
/** More are left for the next tick, so that thousands do not block everything else. */
const MOST_AT_ONCE = 500;
/** How soon to check again after a reading that was too old. */
const LOOK_AGAIN_MS = 1_000;

/** When people have to be judged again without a new reading. */
export type Moments = {
	/** Whether time may have changed something since the person was judged. */
	isDue(ledger: PersonLedger, now: Date): boolean;
	/**
	 * Takes the people who are due; each of them has to be judged or planned again.
	 *
	 * @param rules the basis of every judgement; when it changes, or the clock is set back, everybody is due
	 * @param everybody their ids
	 */
	takeDue(now: Date, rules: string, everybody: () => Iterable<string>): string[];
	/** People judged by an outdated reading are judged again as soon as there is another. */
	noteJudged(ledger: PersonLedger, now: Date): void;
	/** Plans the next check of a person who was not judged at `now`. */
	plan(ledger: PersonLedger, now: Date): void;
	/** Plans that a person is judged at an instant. */
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
