import { describe, expect, test } from "vitest";
import { absent, account, CHANGED_AT, minutesAfter, present } from "./example-accounts.ts";
import { both, changed, domainThat, keys, Story, unproven } from "./example-story.ts";
import { type Habits, learn, NO_HABITS, type PasswordTime } from "./habits.ts";
import { changeOf } from "./ledger.ts";
import { lessonsOf } from "./lessons.ts";
import type { DirectoryAccount } from "./observation.ts";

const old = present();

describe("what a landing teaches", () => {
	const lesson = (story: Story, habits = NO_HABITS, minutes = 60) => {
		const change = changeOf(story.ledger, story.watch.ticket);
		const [controller] = story.ledger.controllers;
		if (!change || !controller) throw new Error("There is nothing to learn from.");
		const evidence = { change, ledger: story.ledger, habits };
		return lessonsOf(evidence, controller, minutesAfter(minutes)).map(({ kind }) => kind);
	};
	const landedWith = (passwordSetAt: DirectoryAccount["passwordSetAt"]) =>
		changed(both(old), both(keys(4, 6, { passwordSetAt })));
	test.each([
		["entra", CHANGED_AT],
		["controller", minutesAfter(6)],
		["other", minutesAfter(3)],
	] as const)("that pwdLastSet carries a time of the kind %s", (kind, at) => {
		expect(lesson(landedWith(at))).toEqual([kind]);
	});
	test("nothing where two of the times coincide", () => {
		const quick = changed(both(old), both(keys(4, 0.02, { passwordSetAt: CHANGED_AT })));
		expect(lesson(quick)).toEqual([]);
	});
	test("nothing while an earlier change may be on its way", () => {
		const story = new Story()
			.open(both(old), -3)
			.open(both(old), -1)
			.report()
			.read(6, both(keys(4, 6)));
		expect(lesson(story)).toEqual([]);
	});
	test("whether an account is created with its final keys", () => {
		const first = keys(1, 5.5, { madeAt: minutesAfter(5.5) });
		const stood = changed(both(absent()), both(first)).read(66, both(first));
		expect(lesson(stood)).toContain("final");
		const second = keys(2, 8, { madeAt: minutesAfter(5.5) });
		expect(lesson(changed(both(absent()), both(first)).read(8, both(second)))).toContain(
			"replaced",
		);
	});
	test("nothing about first keys if another change of the person explains what follows them", () => {
		const first = keys(1, 5.5, { madeAt: minutesAfter(5.5) });
		const second = keys(2, 8, { madeAt: minutesAfter(5.5) });
		const twice = new Story().open(both(absent()), -3).open(both(absent()), -1).report();
		expect(lesson(twice.read(6, both(first)).read(8, both(second)))).not.toContain("replaced");
	});
	test("nothing if old keys are written again, in a domain where pwdLastSet moves", () => {
		const moves = learn(NO_HABITS, { about: "passwordTime", kind: "controller" }, CHANGED_AT);
		const rewritten = landedWith(account().passwordSetAt);
		expect(lesson(rewritten, moves)).toEqual([]);
	});
	test("three in a row make a habit, one contradiction ends it", () => {
		const contradicted = learn(
			domainThat("entra"),
			{ about: "passwordTime", kind: "controller" },
			CHANGED_AT,
		);
		const own = both(keys(4, 6, { passwordSetAt: CHANGED_AT }));
		const story = (habits: Habits) =>
			new Story(habits).open(both(old), -10).open(both(old), -1).report().read(6, own).watch.state;
		expect([story(domainThat("entra")), story(contradicted)]).toEqual(["usable", "unconfirmed"]);
	});
	describe("keys that arrived without moving pwdLastSet may be old ones", () => {
		const unmoved = both(keys(4, 6, { passwordSetAt: account().passwordSetAt }));
		const stoodFor = (minutes: number) => changed(both(old), unmoved).read(minutes, unmoved);
		test("so they teach nothing while the change itself may be on its way", () => {
			expect(lesson(stoodFor(60 * 20))).toEqual([]);
			expect(lesson(stoodFor(60 * 25))).toEqual(["unmoved"]);
		});
		test("nor if the change's own keys follow, which teach their own lesson", () => {
			const story = changed(both(old), unmoved).read(30, both(keys(5, 30)));
			expect(lesson(story.read(60 * 25, both(keys(5, 30))))).toEqual(["controller"]);
		});
		test("so three people whose old keys are written again do not establish a habit", () => {
			let habits = NO_HABITS;
			for (const _person of [1, 2, 3]) {
				for (const kind of lesson(stoodFor(120), habits)) {
					habits = learn(habits, { about: "passwordTime", kind: kind as PasswordTime }, CHANGED_AT);
				}
			}
			expect(changed(both(old), unmoved, habits).readinessAt(7)).toMatchObject(
				unproven("password-time"),
			);
		});
	});
});
