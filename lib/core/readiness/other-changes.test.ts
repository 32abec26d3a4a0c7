import { describe, expect, test } from "vitest";
import { absent, account, CHANGED_AT, minutesAfter, present } from "./example-accounts.ts";
import {
	both,
	domainThat,
	keys,
	kinds,
	makesFinalKeys,
	type Readings,
	replicated,
	Story,
	unproven,
} from "./example-story.ts";
import type { Habits } from "./habits.ts";
import { noteOthersLanded, noteRefused } from "./ledger.ts";
import type { Observation } from "./observation.ts";

const old = present();

describe("an earlier change that may be on its way", () => {
	/** A change ten minutes earlier; `seen` is what had arrived of it when the next one was sent. */
	const second = (seen: Readings, habits?: Habits) =>
		new Story(habits)
			.open(both(old), -10)
			.report(minutesAfter(-9.5), minutesAfter(-9.5))
			.read(-2, seen)
			.open(seen, -1)
			.report();
	const first = keys(4, -3);
	test("which had landed everywhere is no longer pending", () => {
		expect(second(both(first)).read(6, both(keys(5, 6))).watch.state).toBe("usable");
	});
	test.each([
		["NTLM", { ntlm: 4, kerberos: 3 }, { ntlm: 5, kerberos: 4 }],
		["Kerberos", { ntlm: 3, kerberos: 4 }, { ntlm: 4, kerberos: 5 }],
	])(
		"of which %s keys alone had landed is: halves of two passwords do not make one",
		(_kind, half, mixed) => {
			const story = second(both(kinds(half, -3)));
			story.read(5, both(kinds({ ntlm: 4, kerberos: 4 }, 5)));
			expect(story.read(6, both(kinds(mixed, 6))).readinessAt(6)).toMatchObject(
				unproven("earlier-change"),
			);
		},
	);
	test("may have written the Kerberos key that lies beside the change's proven NTLM key", () => {
		const written = (ntlm: number, kerberos: number) =>
			both(
				keys(4, 6, {
					passwordSetAt: CHANGED_AT,
					keyWrites: {
						unicodePwd: { version: 4, writtenAt: minutesAfter(ntlm) },
						supplementalCredentials: { version: 4, writtenAt: minutesAfter(kerberos) },
					},
				}),
			);
		const next = () => new Story(domainThat("entra")).open(both(old), -5).open(both(old)).report();
		for (const mixed of [written(6, 5), written(5, 6)]) {
			const story = next().read(6, mixed);
			expect(story.readinessAt(6)).toMatchObject(unproven("earlier-change"));
			expect(story.read(66, mixed).readinessAt(66)).toMatchObject(unproven("earlier-change"));
		}
		expect(next().read(6, written(6, 6)).watch.state).toBe("usable");
	});
	describe("stays the earlier one when the portal's clock was set back by an hour since", () => {
		/** As read then, by a controller whose clock is right. */
		const hourAhead = (read: Observation): Observation => {
			const clock = new Date(read.readAt.getTime() + 60 * 60_000);
			return { ...read, ...{ source: { machine: undefined, clock } } };
		};
		test("and had not landed", () => {
			const story = new Story(makesFinalKeys).open(both(absent()), -20);
			story.open(both(hourAhead(absent())), -70).report(minutesAfter(-10), minutesAfter(-70));
			const made = keys(1, -8, { madeAt: minutesAfter(-8) });
			story.read(-65, both(hourAhead(made)));
			expect(story.watch.usableAt).toBeUndefined();
		});
		test("and had landed: its keys are not those of the next", () => {
			const landed = keys(4, -18);
			const story = new Story().open(both(old), -20).report(minutesAfter(-19.9));
			expect(story.read(-17, both(landed)).watch.state).toBe("usable");
			story.open(both(hourAhead(landed)), -70).report(minutesAfter(-10), minutesAfter(-69.9));
			story.read(-69, both(hourAhead(landed)));
			expect(story.watch.usableAt).toBeUndefined();
		});
	});
	test("can be one that the helpdesk made half a minute after one that has landed", () => {
		const changedAt = minutesAfter(-3.5);
		const story = new Story().open(both(old), -4).report(changedAt).read(-3, both(first));
		story.open(both(first), -1, { lastChangedAt: minutesAfter(-3) }).report();
		expect(story.read(6, both(keys(5, 6))).readinessAt(6)).toMatchObject(
			unproven("earlier-change"),
		);
	});
	test("has not landed with the first keys of an account that may be replaced", () => {
		const made = { madeAt: minutesAfter(-5) };
		const first = both(keys(1, -5, made));
		const next = (openedAt: number) =>
			new Story()
				.open(both(absent()), -10)
				.report(minutesAfter(-9.5), minutesAfter(-9.5))
				.read(-5, first)
				.open(first, openedAt)
				.report()
				.read(6, both(keys(2, 6, made)));
		expect(next(-4).readinessAt(6)).toMatchObject(unproven("earlier-change"));
		expect(next(-1).watch.state).toBe("usable");
	});
	test("which had landed on one controller leaves a doubt about the other", () => {
		const story = second({ dc1: first, dc2: old });
		story.read(6, { dc1: keys(5, 6), dc2: keys(4, 6) });
		expect(story.readinessAt(6)).toMatchObject(unproven("earlier-change"));
		expect(story.readinessAt(6).controllers.map(({ keys }) => keys.kind)).toEqual(["new", "doubt"]);
	});
	test("leaves a doubt however many writes follow: counting them proves nothing", () => {
		const story = second(both(old))
			.read(2, both(keys(4, 2)))
			.read(3, both(keys(5, 3)));
		expect(story.readinessAt(3)).toMatchObject(unproven("earlier-change"));
		const cleared = second(both(old))
			.read(2, both(keys(4, 2, { passwordSetAt: "must-change", kerberosKeys: "none" })))
			.read(3, both(keys(5, 3)));
		expect(cleared.readinessAt(3)).toMatchObject(unproven("earlier-change"));
	});
	test("is distinguished where the domain carries Entra's times", () => {
		const carries = domainThat("entra");
		const own = both(keys(4, 6, { passwordSetAt: CHANGED_AT }));
		expect(second(both(old), carries).read(6, own).watch.state).toBe("usable");
		const others = both(keys(4, 6, { passwordSetAt: minutesAfter(-9.5) }));
		expect(second(both(old), carries).read(6, others).readinessAt(6)).toMatchObject(
			unproven("other-change"),
		);
	});
	test("two changes within seconds cannot be distinguished by time", () => {
		const story = new Story(domainThat("entra"))
			.open(both(old), -1)
			.report(minutesAfter(-0.02), minutesAfter(0))
			.open(both(old), -0.01)
			.report();
		const own = both(keys(4, 6, { passwordSetAt: CHANGED_AT }));
		expect(story.read(6, own).watch.state).toBe("unconfirmed");
	});
	test("with three in a row, the second's keys are not assigned to the third", () => {
		const story = new Story()
			.open(both(old), -3)
			.report(minutesAfter(-3), minutesAfter(-3))
			.open(both(old), -2)
			.report(minutesAfter(-2), minutesAfter(-2))
			.read(-1.5, both(keys(4, -1.5)))
			.open(both(keys(4, -1.5)), -1)
			.report()
			.read(1, both(keys(5, 1)));
		expect(story.readinessAt(1)).toMatchObject(unproven("earlier-change"));
	});
	test("counts even if opened and never reported, retaken, or forgotten", () => {
		const neverReported = new Story().open(both(old), -3).open(both(old), -1).report();
		expect(neverReported.read(6, both(keys(4, 6))).watch.state).toBe("unconfirmed");
		const retaken = new Story()
			.open(both(old), -3, { ticket: "one" })
			.open(both(old), -1, { ticket: "one" })
			.report();
		expect(retaken.read(6, both(keys(4, 6))).watch.state).toBe("unconfirmed");
	});
	test("is not an attempt that Entra refused", () => {
		const story = new Story()
			.open(both(old), -3, { ticket: "one" })
			.open(both(old), -1, { ticket: "one", isEarlierTryRefused: true })
			.report();
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
	test("is not the same attempt, announced again by a call that was repeated", () => {
		const twice = (...attempts: [string, string]) =>
			new Story()
				.open(both(old), -3, { ticket: "one", attempt: attempts[0] })
				.open(both(old), -1, { ticket: "one", attempt: attempts[1] })
				.report()
				.read(6, both(keys(4, 6))).watch.state;
		expect(twice("call", "call")).toBe("usable");
		expect(twice("call", "other call")).toBe("unconfirmed");
	});
	test("is not an attempt that Entra's date, read a minute later, precedes", () => {
		const retry = (lastChangedAt: Date) =>
			new Story()
				.open(both(old), -10, { ticket: "one" })
				.open(both(old), -1, { ticket: "one", lastChangedAt })
				.report()
				.read(6, both(keys(4, 6))).watch.state;
		expect(retry(minutesAfter(-60 * 24 * 30))).toBe("usable");
		expect(retry(minutesAfter(-9.9))).toBe("unconfirmed");
	});
	test("can be one made elsewhere shortly before, by Entra's date", () => {
		const madeElsewhere = (lastChangedAt: Date) =>
			new Story()
				.open(both(old), -1, { lastChangedAt })
				.report()
				.read(6, both(keys(4, 6)));
		expect(madeElsewhere(minutesAfter(-4)).readinessAt(6)).toMatchObject(
			unproven("earlier-change"),
		);
		expect(madeElsewhere(minutesAfter(-60 * 25)).watch.state).toBe("usable");
	});
	test("made elsewhere an hour ago has landed if keys were written since", () => {
		const since = both(keys(3, -60));
		const story = new Story().open(since, -1, { lastChangedAt: minutesAfter(-70) }).report();
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
	test("made elsewhere an hour ago may still reach an account that was created since", () => {
		const made = (minutes: number) => both(keys(1, minutes, { madeAt: minutesAfter(minutes) }));
		const next = (minutes: number) =>
			new Story(domainThat("unmoved"))
				.open(made(minutes), -1, { lastChangedAt: minutesAfter(-70) })
				.report()
				.read(6, both(keys(2, 6, { madeAt: minutesAfter(minutes) })));
		expect(next(-5).readinessAt(6)).toMatchObject(unproven("earlier-change"));
		expect(next(-62).watch.state).toBe("usable");
	});
	test("is overtaken once others' changes from half an hour after it have landed", () => {
		const story = second(both(old));
		const withOthersLanded = (othersMinutes: number) =>
			noteOthersLanded(story.ledger, minutesAfter(othersMinutes), minutesAfter(32));
		expect(withOthersLanded(20)).toBe(story.ledger);
		story.ledger = withOthersLanded(21);
		expect(story.read(40, both(keys(4, 40))).watch.state).toBe("usable");
	});
	test("that was not yet overtaken when the keys landed leaves a doubt", () => {
		const story = second(both(old)).read(6, both(keys(4, 6)));
		story.ledger = noteOthersLanded(story.ledger, minutesAfter(25), minutesAfter(32));
		expect(story.read(40, both(keys(4, 6))).watch.state).toBe("unconfirmed");
	});
	test("is no longer on its way after a day", () => {
		const story = new Story()
			.open(both(old), -60 * 25)
			.report(minutesAfter(-60 * 25), minutesAfter(-60 * 25))
			.open(both(old), -1)
			.report();
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
	test("reported with a date of days ago is still on its way", () => {
		const story = new Story().open(both(old), -10);
		story
			.report(minutesAfter(-60 * 40), minutesAfter(-9))
			.open(both(old), -1)
			.report();
		expect(story.read(6, both(keys(4, 6))).readinessAt(6)).toMatchObject(
			unproven("earlier-change"),
		);
	});
	test("can be one made elsewhere just now, dated ahead of the portal's clock", () => {
		const lastChangedAt = minutesAfter(-0.97);
		const story = new Story().open(both(old), -1, { lastChangedAt }).report();
		expect(story.read(6, both(keys(4, 6))).readinessAt(6)).toMatchObject(
			unproven("earlier-change"),
		);
	});
	test("that is retried soon is not disproved by a date from a lagging replica", () => {
		const story = new Story().open(both(old), -2.5, { ticket: "one" });
		story.open(both(old), -1, { ticket: "one", lastChangedAt: minutesAfter(-60 * 24 * 30) });
		expect(story.report().read(6, both(keys(4, 6))).watch.state).toBe("unconfirmed");
	});
	test("that was usable is still on its way to a controller that was added later and lags", () => {
		const hidden = { keyWrites: undefined };
		const [before, own] = [keys(4, -8, hidden), keys(5, 3, hidden)];
		const story = new Story()
			.open(both(present(account(hidden))), -10)
			.report(minutesAfter(-10), minutesAfter(-10))
			.read(-8, both(before))
			.read(-5, both(before));
		story.open({ ...both(before), dc3: present(account(hidden)) }, -1).report();
		story.read(4, { ...both(own), dc3: before });
		expect(story.read(7, { ...both(own), dc3: before }).watch.state).toBe("unconfirmed");
	});
});

describe("keys that arrived before Entra's date of the change", () => {
	const first = both(keys(4, -20));
	/** Two changes on another page, of which only the second one's date was seen. */
	const twice = (seen: Readings) =>
		new Story().open(both(old), -30).read(-20, seen).read(-0.1, seen).report();
	test("are those of another one, which was never reported, even if they were usable", () => {
		const story = twice(first);
		expect(story.watch.state).toBe("waiting");
		expect(story.read(6, both(keys(5, 6))).watch.state).toBe("usable");
	});
	test("even if the change's own have followed by the time of the report", () => {
		const story = new Story().open(both(old), -30).read(-20, first).read(-0.1, first);
		expect(story.read(6, both(keys(5, 6))).readinessAt(6)).toMatchObject(unproven("moved-on"));
		expect(story.report(CHANGED_AT, minutesAfter(7)).watch.state).toBe("usable");
	});
	test("may still be on their way to the other controller", () => {
		const story = twice({ dc1: keys(4, -20), dc2: old });
		expect(story.read(6, { dc1: keys(5, 6), dc2: keys(4, 5) }).readinessAt(6)).toMatchObject(
			unproven("earlier-change"),
		);
	});
	test("are the first ones of an account that was created meanwhile", () => {
		const made = { madeAt: minutesAfter(-10) };
		const random = both(keys(1, -10, made));
		const story = new Story().open(both(absent()), -15).read(-10, random).read(-0.1, random);
		expect(story.report().watch.state).toBe("waiting");
		expect(story.read(6, both(keys(2, 6, made))).watch.state).toBe("usable");
	});
	test("are its own within the tolerance of the clocks", () => {
		const story = new Story().open(both(old), -30).read(-1, both(keys(4, -1)));
		expect(story.report().watch.state).toBe("usable");
	});
	test.each([
		["portal's clock is", { portal: -5, controllers: 0 }],
		["controllers' clocks are", { portal: 0, controllers: -5 }],
	])("are its own if only the %s behind Entra's", (_, behind) => {
		const aheadMs = (behind.controllers - behind.portal) * 60_000;
		const withClock = (observation: Observation) => {
			const clock = new Date(observation.readAt.getTime() + aheadMs);
			return both({ ...observation, source: { machine: "m", clock } } as Observation);
		};
		const landed = withClock(keys(4, 1 + behind.controllers));
		const story = new Story().open(withClock(old), behind.portal - 0.1);
		story.read(1 + behind.portal, landed).report(CHANGED_AT, minutesAfter(12 + behind.portal));
		expect(story.read(13 + behind.portal, landed).watch.state).toBe("usable");
	});
	test("say nothing if they are only the same keys seen again, or no keys", () => {
		const hidden = new Story().open(both(old), -30).read(-20, both(absent())).read(-10, both(old));
		expect(hidden.report().read(6, both(keys(4, 6))).watch.state).toBe("usable");
		const made = { madeAt: minutesAfter(-10) };
		const bare = both(kinds({ ntlm: 0, kerberos: 0 }, -10, made));
		const story = new Story().open(both(absent()), -15).read(-10, bare).read(-0.1, bare).report();
		expect(story.read(6, both(keys(1, 6, made))).watch.state).toBe("usable");
	});
});

describe("a later change", () => {
	/** A change, and another one five minutes later, which is never reported: both are followed. */
	const two = (seen: Readings, habits?: Habits) => {
		const story = new Story(habits).open(both(old)).report().read(4, seen);
		const { watch } = story;
		story.open(seen, 5, { ticket: "later" });
		story.watch = watch;
		return story;
	};
	test("may have written what arrives after it was sent", () => {
		expect(
			two(both(old))
				.read(6, both(keys(4, 6)))
				.readinessAt(6),
		).toMatchObject(unproven("later-change"));
		const half = two({ dc1: keys(4, 4), dc2: old });
		expect(half.read(6, { dc1: keys(4, 4), dc2: keys(4, 6) }).readinessAt(6)).toMatchObject(
			unproven("later-change"),
		);
	});
	test("changes nothing about what was there before, also where that is replicated", () => {
		const [before, copied] = [replicated(3, -99), replicated(4, 4)];
		const story = new Story().open(both(before)).report().read(4, { dc1: copied, dc2: before });
		const { watch } = story;
		story.open({ dc1: copied, dc2: before }, 5, { ticket: "later" });
		story.watch = watch;
		expect(story.read(6, both(copied)).watch.state).toBe("usable");
	});
	test("is distinguished by its time where the domain carries Entra's", () => {
		const own = { passwordSetAt: CHANGED_AT };
		const story = two(both(old), domainThat("entra"));
		expect(story.read(6, both(keys(4, 6, own))).watch.state).toBe("usable");
	});
	test("that was refused writes nothing", () => {
		const story = two(both(old));
		story.ledger = noteRefused(story.ledger, "later");
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
});

test("a deleted account's keys may land again on the next one", () => {
	const story = new Story()
		.open(both(old), -10)
		.report(minutesAfter(-9.5), minutesAfter(-9.5))
		.read(-5, both(keys(4, -5)))
		.read(-3, both(absent()))
		.open(both(absent()), -1)
		.report();
	const again = both(keys(1, 5, { madeAt: minutesAfter(5), objectGuid: "another" }));
	expect(story.read(9, again).readinessAt(9)).toMatchObject(unproven("earlier-change"));
});
