import fc from "fast-check";
import { expect, test } from "vitest";
import { absent, account, minutesAfter, present, unread } from "./example-accounts.ts";
import { both, keys, kinds, replacesFirstKeys, Story } from "./example-story.ts";
import { NO_HABITS } from "./habits.ts";
import {
	type ControllerLedger,
	changeOf,
	noteOthersLanded,
	type PersonLedger,
	takeReadings,
} from "./ledger.ts";
import { lessonsOf } from "./lessons.ts";
import { hasPassedLimit, nextMoment } from "./next-moment.ts";
import type { Observation } from "./observation.ts";
import { readiness } from "./readiness.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const written = fc.integer({ min: 0, max: 300 }).map((tenths) => tenths / 10);
/** A controller whose clock is wrong by a part of a minute. */
const withClock = (held: Observation, aheadMs: number): Observation =>
	held.kind === "present" || held.kind === "absent"
		? {
				...held,
				source: { machine: undefined, clock: new Date(held.readAt.getTime() + aheadMs) },
			}
		: held;
const made = { madeAt: minutesAfter(1) };
const holding: fc.Arbitrary<Observation> = fc
	.tuple(
		fc.oneof(
			fc.constantFrom(present(), absent(), unread()),
			written.map((minutes) => keys(4, minutes)),
			written.map((minutes) => keys(1, minutes, made)),
			written.map((minutes) => keys(4, minutes, { keyWrites: undefined })),
			written.map((minutes) => kinds({ ntlm: 4, kerberos: 3 }, minutes)),
			written.map((minutes) => kinds({ ntlm: 3, kerberos: 4 }, minutes, { kerberosKeys: "none" })),
			written.map((minutes) => keys(4, minutes, { passwordSetAt: account().passwordSetAt })),
		),
		fc.constantFrom(0, -40 * SECOND, 25 * SECOND),
	)
	.map(([held, aheadMs]) => withClock(held, aheadMs));
const readings = fc.record({ dc1: holding, dc2: holding });
const baseline = fc.constantFrom(present(), absent(), present(account({ keyWrites: undefined })));
const story = fc
	.record({
		before: baseline,
		habits: fc.constantFrom(NO_HABITS, replacesFirstKeys),
		isReported: fc.boolean(),
		isRepeated: fc.boolean(),
		overtakenAfter: fc.option(written, { nil: undefined }),
		reads: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), readings), {
			minLength: 1,
			maxLength: 4,
		}),
	})
	.map(({ before, habits, isReported, isRepeated, overtakenAfter, reads }) => {
		const told = new Story(habits).open(both(before));
		if (isRepeated) told.open(both(before), -0.5, { ticket: "again" });
		if (isReported) told.report();
		const inOrder = reads.toSorted(([a], [b]) => a - b);
		for (const [minutes, held] of inOrder) told.read(minutes, held);
		const lastMinutes = inOrder.at(-1)?.[0] ?? 0;
		if (overtakenAfter !== undefined) {
			const at = minutesAfter(lastMinutes + overtakenAfter);
			told.ledger = noteOthersLanded(told.ledger, minutesAfter(45), at);
		}
		return { told, readAt: minutesAfter(lastMinutes) };
	});

/** Readable controllers confirm that nothing was written since. */
function confirmedAt(ledger: PersonLedger, at: Date): PersonLedger {
	const again = ({ latest }: ControllerLedger): Observation => {
		if (latest.kind === "unread") return { ...latest, readAt: at };
		const aheadMs = (latest.source?.clock?.getTime() ?? 0) - latest.readAt.getTime();
		const clock = latest.source?.clock && new Date(at.getTime() + aheadMs);
		return { ...latest, readAt: at, source: { machine: latest.source?.machine, clock } };
	};
	return takeReadings(
		ledger,
		new Map(ledger.controllers.map((one) => [one.id, { name: one.name, observation: again(one) }])),
	);
}

/** The whole judgement of a person at an instant, except the time of the reading. */
function judgement({ watch, habits }: Story, ledger: PersonLedger, at: Date): string {
	const change = changeOf(ledger, watch.ticket);
	if (!change) throw new Error("The ledger does not contain the change.");
	const found = readiness({ change, ledger, controllerIds: ["dc1", "dc2"], habits }, at);
	const lessons = ledger.controllers.map((one) => lessonsOf({ change, ledger, habits }, one, at));
	const withoutTimes = found.controllers.map(({ readAt: _, ...rest }) => rest);
	return JSON.stringify([{ ...found, controllers: withoutTimes, settled: undefined }, lessons]);
}

const soon = fc.integer({ min: 0, max: 5 * MINUTE });
const later = fc.oneof(
	soon,
	fc.integer({ min: 0, max: 90 * MINUTE }),
	fc.integer({ min: 0, max: 26 * HOUR }),
);

test("nothing changes before the next moment while the controllers confirm the readings", () => {
	const lagMs = fc.integer({ min: 0, max: 1_500 });
	fc.assert(
		fc.property(story, later, fc.array(fc.tuple(later, lagMs)), ({ told, readAt }, ms, looks) => {
			const judgedAt = new Date(readAt.getTime() + ms);
			const ledger = confirmedAt(told.ledger, judgedAt);
			const next = nextMoment(ledger, judgedAt)?.getTime() ?? Number.POSITIVE_INFINITY;
			const before = judgement(told, ledger, judgedAt);
			for (const [afterMs, lag] of looks) {
				const at = new Date(judgedAt.getTime() + afterMs);
				if (at.getTime() + 2 * SECOND >= next) continue;
				const confirmed = confirmedAt(ledger, new Date(at.getTime() - lag));
				expect(judgement(told, confirmed, at)).toBe(before);
			}
		}),
		{ numRuns: 2_000 },
	);
});

test("nor does the next reading of a polled controller, unless it has passed a limit", () => {
	fc.assert(
		fc.property(story, later, later, ({ told, readAt }, ms, pauseMs) => {
			const judgedAt = new Date(readAt.getTime() + ms);
			const at = new Date(judgedAt.getTime() + pauseMs);
			const ledger = confirmedAt(told.ledger, judgedAt);
			const polled = confirmedAt(ledger, at);
			const next = nextMoment(polled, judgedAt);
			if (hasPassedLimit(ledger, polled) || (next && next <= at)) return;
			expect(judgement(told, polled, at)).toBe(judgement(told, ledger, judgedAt));
		}),
		{ numRuns: 2_000 },
	);
});

test("somebody who waits for days is judged only a few times", () => {
	const told = new Story()
		.open(both(present()))
		.report()
		.read(6, both(keys(4, 5)));
	const moments: Date[] = [];
	let next: Date | undefined = minutesAfter(6);
	for (; next && moments.length < 100; next = nextMoment(told.ledger, next)) moments.push(next);
	expect(moments.length).toBeLessThan(20);
	expect(nextMoment(told.ledger, minutesAfter(25 * 60))).toBeUndefined();
});

test("a reading expires only while its controller cannot be read", () => {
	const told = new Story().open(both(present())).report().read(70, both(present()));
	expect(nextMoment(told.ledger, minutesAfter(70))).toEqual(
		new Date(minutesAfter(0).getTime() + 24 * HOUR + 1 + 2 * SECOND),
	);
	told.read(71, { dc1: unread(), dc2: present() });
	expect(nextMoment(told.ledger, minutesAfter(71))).toEqual(
		new Date(minutesAfter(75).getTime() + 1),
	);
});
