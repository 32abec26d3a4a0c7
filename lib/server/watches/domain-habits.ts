import { type Habits, learn } from "#lib/core/readiness/habits.ts";
import { type Change, type PersonLedger, withChange } from "#lib/core/readiness/ledger.ts";
import { lessonsOf } from "#lib/core/readiness/lessons.ts";
import type { Log } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";

/** How this domain writes, as learned from its landings; held in memory and in the store. */
export type DomainHabits = {
	current(): Habits;
	/** Learns from the landing of a change, once per change. */
	takeLessons(change: Change, ledger: PersonLedger, now: Date): PersonLedger;
	/** Records that a change became usable. @returns whether it is the latest so far */
	noteLanded(changedAt: Date, now: Date): boolean;
	/** Adopts what other portals have learned. @returns the resulting habits */
	replace(stored: Habits): Habits;
};

/** Manages the habits in the store. A lesson that could not be written merely has to be learned again. */
export function keepHabits(
	known: Habits,
	store: Pick<Store, "saveHabits" | "shared">,
	log: Log,
): DomainHabits {
	let habits = known;

	/** Lessons that are not in the store yet. */
	let underWay = 0;

	function changeHabits(by: (habits: Habits) => Habits): void {
		habits = by(habits);
		underWay += 1;
		const saved = store.shared
			? store.shared.changeHabits(by)
			: store.saveHabits(habits).then(() => habits);
		saved
			.then(
				(stored) => {
					if (underWay === 1) habits = stored;
				},
				(error) => log.warn("habits-not-written", { error }),
			)
			.finally(() => {
				underWay -= 1;
			});
	}

	return {
		current: () => habits,
		takeLessons(change, ledger, now) {
			if (!change.ticket || (change.taught.passwordTime && change.taught.firstKeys)) return ledger;
			const evidence = { change, ledger, habits };
			const lessons = ledger.controllers.flatMap((c) => lessonsOf(evidence, c, now));
			let { taught } = change;
			const before = habits;
			for (const lesson of lessons.filter(({ about }) => !change.taught[about])) {
				// A change is one lesson, however many controllers it lands on.
				if (taught[lesson.about]) continue;
				changeHabits((known) => learn(known, lesson, now));
				taught = { ...taught, [lesson.about]: true };
				log.info("domain-habit", lesson);
			}
			if (habits === before) return ledger;
			return withChange(ledger, change.ticket, (one) => ({ ...one, taught }));
		},
		noteLanded(changedAt, now) {
			const last = habits.lastLanded;
			if (last && last.changedAt >= changedAt) return false;
			changeHabits((known) => {
				const isLatest = !known.lastLanded || known.lastLanded.changedAt < changedAt;
				return isLatest ? { ...known, lastLanded: { changedAt, at: now } } : known;
			});
			return true;
		},
		replace(stored) {
			if (underWay === 0) habits = stored;
			return habits;
		},
	};
}
