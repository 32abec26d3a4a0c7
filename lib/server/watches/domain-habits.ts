import { type Habits, learn } from "#lib/core/readiness/habits.ts";
import { type Change, type PersonLedger, withChange } from "#lib/core/readiness/ledger.ts";
import { lessonsOf } from "#lib/core/readiness/lessons.ts";
import type { Log } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";

/** How this domain writes, as far as its landings have taught it; kept in memory and in the store. */
export type DomainHabits = {
	current(): Habits;
	/** Takes what the landing of a change teaches, once for each change. */
	takeLessons(change: Change, ledger: PersonLedger, now: Date): PersonLedger;
	/** A change has become usable. @returns whether it is the latest so far */
	noteLanded(changedAt: Date, now: Date): boolean;
};

/** Keeps the habits that the store knows. A lesson that is not written costs a later one, no truth. */
export function keepHabits(
	known: Habits,
	store: Pick<Store, "saveHabits">,
	log: Log,
): DomainHabits {
	let habits = known;

	function set(next: Habits): void {
		habits = next;
		store.saveHabits(next).catch((error) => log.warn("habits-not-written", { error }));
	}

	return {
		current: () => habits,
		takeLessons(change, ledger, now) {
			if (!change.ticket || (change.taught.passwordTime && change.taught.firstKeys)) return ledger;
			const evidence = { change, ledger, habits };
			const lessons = ledger.controllers.flatMap((c) => lessonsOf(evidence, c, now));
			let { taught } = change;
			let learned = habits;
			for (const lesson of lessons.filter(({ about }) => !change.taught[about])) {
				// One change is one lesson, on however many controllers it lands.
				if (taught[lesson.about]) continue;
				learned = learn(learned, lesson, now);
				taught = { ...taught, [lesson.about]: true };
				log.info("domain-habit", lesson);
			}
			if (learned === habits) return ledger;
			set(learned);
			return withChange(ledger, change.ticket, (one) => ({ ...one, taught }));
		},
		noteLanded(changedAt, now) {
			const last = habits.lastLanded;
			if (last && last.changedAt >= changedAt) return false;
			set({ ...habits, lastLanded: { changedAt, at: now } });
			return true;
		},
	};
}
