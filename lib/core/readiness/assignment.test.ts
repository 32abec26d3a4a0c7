import { describe, expect, test } from "vitest";
import {
	absent,
	account,
	CHANGED_AT,
	keyWrites,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "./example-accounts.ts";
import { changed, type Readings, Story } from "./example-story.ts";
import { type Habits, learn, NO_HABITS, type PasswordTime } from "./habits.ts";
import { changeOf, noteOthersLanded } from "./ledger.ts";
import { lessonsOf } from "./lessons.ts";
import type { DirectoryAccount, KeyWrites, Observation } from "./observation.ts";

const both = (observation: Observation): Readings => ({ dc1: observation, dc2: observation });
const old = present();

/** Keys of a version, written `minutes` after the change, with `pwdLastSet` then or at another time. */
function keys(version: number, minutes: number, more: Partial<DirectoryAccount> = {}): Observation {
	const at = minutesAfter(minutes);
	return present(
		account({ keyVersion: version, keyWrites: keyWrites(version, at), passwordSetAt: at, ...more }),
	);
}

/** A domain that was seen to do this three times. */
const domainThat = (kind: PasswordTime): Habits =>
	[1, 2, 3].reduce((h) => learn(h, { about: "passwordTime", kind }, CHANGED_AT), NO_HABITS);
const makesFinalKeys: Habits = [1, 2, 3].reduce(
	(h) => learn(h, { about: "firstKeys", kind: "final" }, CHANGED_AT),
	NO_HABITS,
);
const unproven = (doubt: string) => ({ state: "unconfirmed", doubt });

describe("an earlier change that may be on its way", () => {
	/** A change ten minutes before; `seen` is what had arrived of it when the next one was sent. */
	const second = (seen: Readings, habits?: Habits) =>
		new Story(habits)
			.open(both(old), -10)
			.report(minutesAfter(-9.5), minutesAfter(-9.5))
			.read(-2, seen)
			.open(seen, -1)
			.report();
	const first = keys(4, -3);
	test("which had landed everywhere is none", () => {
		expect(second(both(first)).read(6, both(keys(5, 6))).watch.state).toBe("usable");
	});
	test("is also one that the helpdesk made half a minute after one that has landed", () => {
		const changedAt = minutesAfter(-3.5);
		const story = new Story().open(both(old), -4).report(changedAt).read(-3, both(first));
		story.open(both(first), -1, { lastChangedAt: minutesAfter(-3) }).report();
		expect(story.read(6, both(keys(5, 6))).said(6)).toMatchObject(unproven("earlier-change"));
	});
	test("which had landed on one controller only leaves a doubt about the other", () => {
		const story = second({ dc1: first, dc2: old });
		story.read(6, { dc1: keys(5, 6), dc2: keys(4, 6) });
		expect(story.said(6)).toMatchObject(unproven("earlier-change"));
		expect(story.said(6).controllers.map(({ keys }) => keys.kind)).toEqual(["new", "doubt"]);
	});
	test("leaves a doubt however many writes follow: counting them proves nothing", () => {
		const story = second(both(old))
			.read(2, both(keys(4, 2)))
			.read(3, both(keys(5, 3)));
		expect(story.said(3)).toMatchObject(unproven("earlier-change"));
		const cleared = second(both(old))
			.read(2, both(keys(4, 2, { passwordSetAt: "must-change", kerberosKeys: "none" })))
			.read(3, both(keys(5, 3)));
		expect(cleared.said(3)).toMatchObject(unproven("earlier-change"));
	});
	test("is told apart where the domain carries Entra's times", () => {
		const carries = domainThat("entra");
		const own = both(keys(4, 6, { passwordSetAt: CHANGED_AT }));
		expect(second(both(old), carries).read(6, own).watch.state).toBe("usable");
		const others = both(keys(4, 6, { passwordSetAt: minutesAfter(-9.5) }));
		expect(second(both(old), carries).read(6, others).said(6)).toMatchObject(
			unproven("other-change"),
		);
	});
	test("two changes in the same seconds are not told apart by their time", () => {
		const story = new Story(domainThat("entra"))
			.open(both(old), -1)
			.report(minutesAfter(-0.02), minutesAfter(0))
			.open(both(old), -0.01)
			.report();
		const own = both(keys(4, 6, { passwordSetAt: CHANGED_AT }));
		expect(story.read(6, own).watch.state).toBe("unconfirmed");
	});
	test("three in a row: the second's keys are not the third's", () => {
		const story = new Story()
			.open(both(old), -3)
			.report(minutesAfter(-3), minutesAfter(-3))
			.open(both(old), -2)
			.report(minutesAfter(-2), minutesAfter(-2))
			.read(-1.5, both(keys(4, -1.5)))
			.open(both(keys(4, -1.5)), -1)
			.report()
			.read(1, both(keys(5, 1)));
		expect(story.said(1)).toMatchObject(unproven("earlier-change"));
	});
	test("opened and never reported, retaken, or forgotten: it counts all the same", () => {
		const neverReported = new Story().open(both(old), -3).open(both(old), -1).report();
		expect(neverReported.read(6, both(keys(4, 6))).watch.state).toBe("unconfirmed");
		const retaken = new Story()
			.open(both(old), -3, { ticket: "one" })
			.open(both(old), -1, { ticket: "one" })
			.report();
		expect(retaken.read(6, both(keys(4, 6))).watch.state).toBe("unconfirmed");
	});
	test("a try that Entra refused is none", () => {
		const story = new Story()
			.open(both(old), -3, { ticket: "one" })
			.open(both(old), -1, { ticket: "one", isEarlierTryRefused: true })
			.report();
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
	test("a try before which Entra's last change lies, read a minute later, is none", () => {
		const retry = (lastChangedAt: Date) =>
			new Story()
				.open(both(old), -10, { ticket: "one" })
				.open(both(old), -1, { ticket: "one", lastChangedAt })
				.report()
				.read(6, both(keys(4, 6))).watch.state;
		expect(retry(minutesAfter(-60 * 24 * 30))).toBe("usable");
		expect(retry(minutesAfter(-9.9))).toBe("unconfirmed");
	});
	test("made elsewhere shortly before, by Entra's date", () => {
		const madeElsewhere = (lastChangedAt: Date) =>
			new Story()
				.open(both(old), -1, { lastChangedAt })
				.report()
				.read(6, both(keys(4, 6)));
		expect(madeElsewhere(minutesAfter(-4)).said(6)).toMatchObject(unproven("earlier-change"));
		expect(madeElsewhere(minutesAfter(-60 * 25)).watch.state).toBe("usable");
	});
	test("made elsewhere an hour ago, with keys written since, has landed", () => {
		const since = both(keys(3, -60));
		const story = new Story().open(since, -1, { lastChangedAt: minutesAfter(-70) }).report();
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
	test("is overtaken when later changes of others have landed half an hour after it", () => {
		const story = second(both(old));
		const told = (othersMinutes: number) =>
			noteOthersLanded(story.ledger, minutesAfter(othersMinutes), minutesAfter(32));
		expect(told(20)).toBe(story.ledger);
		story.ledger = told(21);
		expect(story.read(40, both(keys(4, 40))).watch.state).toBe("usable");
	});
	test("was not overtaken yet when the keys landed: that stays a doubt", () => {
		const story = second(both(old)).read(6, both(keys(4, 6)));
		story.ledger = noteOthersLanded(story.ledger, minutesAfter(25), minutesAfter(32));
		expect(story.read(40, both(keys(4, 6))).watch.state).toBe("unconfirmed");
	});
	test("is not on its way any more after a day", () => {
		const story = new Story()
			.open(both(old), -60 * 25)
			.report(minutesAfter(-60 * 25), minutesAfter(-60 * 25))
			.open(both(old), -1)
			.report();
		expect(story.read(6, both(keys(4, 6))).watch.state).toBe("usable");
	});
});

describe("after a usable change, another one", () => {
	test("told to change and changed again: usable by its own keys", () => {
		const told = both(keys(4, -20, { passwordSetAt: "must-change" }));
		const story = new Story()
			.open(both(old), -30)
			.report(minutesAfter(-29), minutesAfter(-29))
			.read(-20, both(keys(4, -20)))
			.read(-10, told)
			.open(told, -1)
			.report()
			.read(5, told);
		expect(story.watch.state).toBe("waiting");
		expect(story.read(6, both(keys(5, 6))).watch.state).toBe("usable");
	});
	test("a temporary password lands in between", () => {
		const temporary = both(keys(5, -10, { passwordSetAt: "must-change" }));
		const story = new Story()
			.open(both(old), -30)
			.report(minutesAfter(-29), minutesAfter(-29))
			.read(-20, both(keys(4, -20)))
			.read(-10, temporary)
			.open(temporary, -1)
			.report();
		expect(story.read(6, both(keys(6, 6))).watch.state).toBe("usable");
	});
});

describe("a controller without a baseline", () => {
	test("keys that are older than the change are old, newer ones a doubt: times prove nothing", () => {
		const story = changed(both(unread()), both(old));
		expect(story.watch.state).toBe("waiting");
		// The reading after the opening showed keys from before it: that is a baseline.
		expect(story.read(8, both(keys(4, 8))).watch.state).toBe("usable");
		const late = changed(both(unread()), both(keys(4, 6)));
		expect(late.said(6)).toMatchObject(unproven("no-baseline"));
	});
	test("its own clock decides which are older, however wrong it is", () => {
		const slow = (observation: Observation) =>
			observation.kind === "present"
				? { ...observation, source: { machine: "m", clock: minutesAfter(-29) } }
				: observation;
		const behind = keys(4, -24);
		const read = { ...slow(behind), readAt: minutesAfter(1) } as Observation;
		// By its clock it is 30 minutes earlier: keys of "24 minutes before" came 6 minutes after.
		expect(changed(both(unread()), both(read)).said(6)).toMatchObject(unproven("no-baseline"));
	});
	test("the account was absent when it was first read: then nothing had arrived", () => {
		const story = changed(both(unread()), both(absent()), makesFinalKeys);
		const made = keys(1, 7, { madeAt: minutesAfter(7) });
		expect(story.read(8, both(made)).watch.state).toBe("usable");
	});
	test("versions below the baseline void it", () => {
		const restored = both(keys(2, -999, { passwordSetAt: minutesAfter(-999) }));
		expect(changed(both(old), restored).said(6)).toMatchObject(unproven("restored"));
	});
	test("the same version of another write voids it, too", () => {
		const rewritten = both(keys(3, 5));
		expect(changed(both(old), rewritten).said(6)).toMatchObject(unproven("restored"));
	});
	test("another object in its place is a doubt", () => {
		const recreated = keys(4, 6, { objectGuid: "another" });
		expect(changed(both(old), both(recreated)).said(6)).toMatchObject(unproven("recreated"));
	});
});

describe("keys that move while nothing else does", () => {
	test("the old time with a new version is a doubt, unless the domain never moves it", () => {
		const unmoved = both(keys(4, 6, { passwordSetAt: account().passwordSetAt }));
		expect(changed(both(old), unmoved).said(6)).toMatchObject(unproven("password-time"));
		expect(changed(both(old), unmoved, domainThat("unmoved")).watch.state).toBe("usable");
	});
	test("a new time with the old version is no new key", () => {
		const touched = both(present(account({ passwordSetAt: minutesAfter(6) })));
		expect(changed(both(old), touched).watch.state).toBe("waiting");
	});
	test("keys that are removed are none", () => {
		const removed = keys(4, 6, { passwordSetAt: "must-change", kerberosKeys: "none" });
		expect(changed(both(old), both(removed)).watch.state).toBe("waiting");
	});
	test("set twice before it was usable: the order still holds", () => {
		const story = changed(both(old), { dc1: keys(5, 6), dc2: old });
		expect(story.read(7, both(keys(5, 7))).watch.state).toBe("usable");
	});
	test("the same password of the same change again, where the domain carries Entra's times", () => {
		const own = { passwordSetAt: CHANGED_AT };
		const story = changed(both(old), both(keys(4, 6, own)), domainThat("entra"));
		expect(story.read(8, both(keys(5, 8, own))).watch.state).toBe("usable");
	});
});

describe("a first change", () => {
	const made = (version: number, minutes = 5.5, more: Partial<DirectoryAccount> = {}) =>
		keys(version, minutes, { madeAt: minutesAfter(5.5), ...more });
	test("is usable at once in a domain that makes accounts with their final keys", () => {
		expect(changed(both(absent()), both(made(1)), makesFinalKeys).watch.state).toBe("usable");
	});
	test("until that is known, keys have to stand for three minutes", () => {
		const story = changed(both(absent()), both(made(1)));
		expect(story.watch.state).toBe("arriving");
		expect(story.read(8, both(made(1))).watch.state).toBe("arriving");
		expect(story.read(9, both(made(1))).watch.state).toBe("usable");
	});
	test("or to move on once: the account was made before its keys", () => {
		const story = changed(both(absent()), both(made(1)));
		expect(story.read(7, both(made(2, 7))).watch.state).toBe("usable");
	});
	test("with the account there and no keys, is waiting", () => {
		const without = { keyVersion: 0, passwordSetAt: "must-change" } as const;
		const empty: KeyWrites = { unicodePwd: undefined, supplementalCredentials: undefined };
		const bare = present(account({ ...without, keyWrites: empty, madeAt: minutesAfter(5.5) }));
		expect(changed(both(absent()), both(bare)).watch.state).toBe("waiting");
	});
	test("of an account that was there before, out of sight, is not told by its old keys", () => {
		expect(changed(both(absent()), both(old)).watch.state).toBe("waiting");
		const visible = both(keys(4, 6));
		expect(changed(both(absent()), visible, makesFinalKeys).said(6)).toMatchObject(
			unproven("newly-visible"),
		);
	});
	test("with a password time older than the account is a doubt", () => {
		const older = both(made(1, 5.5, { passwordSetAt: minutesAfter(-60) }));
		expect(changed(both(absent()), older, makesFinalKeys).said(6)).toMatchObject(
			unproven("password-time"),
		);
	});
	test("carries Entra's time before the account was made: that is its own", () => {
		const cloud = both(made(1, 5.5, { passwordSetAt: CHANGED_AT }));
		expect(changed(both(absent()), cloud, makesFinalKeys).watch.state).toBe("usable");
	});
	test("that gets a must-change is in the way, not usable", () => {
		const temporary = both(made(1, 5.5, { passwordSetAt: "must-change" }));
		expect(changed(both(absent()), temporary, makesFinalKeys).said(6)).toMatchObject({
			state: "blocked",
			obstacle: { kind: "must-change" },
		});
	});
	test("of one of two accounts with the same id is not told", () => {
		const twins: Observation = { kind: "twins", readAt: minutesAfter(6) };
		expect(changed(both(absent()), both(twins)).said(6)).toMatchObject(unproven("two-accounts"));
	});
});

describe("controllers that replicate", () => {
	const write = (version: number, minutes: number, usn: string) => ({
		version,
		writtenAt: minutesAfter(minutes),
		origin: { invocationId: "machine-1", usn },
	});
	const replicated = (version: number, minutes: number) =>
		keys(version, minutes, {
			keyWrites: {
				unicodePwd: write(version, minutes, `${version}1`),
				supplementalCredentials: write(version, minutes, `${version}2`),
			},
		});
	const before = replicated(3, -99);
	test("the same write is known on a controller without a baseline", () => {
		const story = changed({ dc1: before, dc2: unread() }, both(replicated(4, 6)));
		expect(story.watch.state).toBe("usable");
		expect(story.said(6).controllers[1]?.arrival?.evidence.rule).toBe("same-write");
	});
	test("and on one that joins while the change is under way", () => {
		const story = changed({ dc1: before }, { dc1: replicated(4, 6) });
		expect(story.read(7, { dc1: replicated(4, 6), dc3: before }).watch.state).not.toBe("usable");
		const all = { dc1: replicated(4, 6), dc3: replicated(4, 6) };
		expect(story.read(8, all).watch.state).toBe("usable");
	});
	test("a write of before the change that replicates late is not its own", () => {
		const earlier = replicated(4, -3);
		const story = changed({ dc1: earlier, dc2: before }, both(earlier));
		expect(story.watch.state).toBe("waiting");
		expect(story.read(8, both(replicated(5, 8))).watch.state).toBe("usable");
	});
	test("nor is one that was written before the baseline where it was not seen", () => {
		const story = changed({ dc2: before }, { dc2: replicated(4, -3) });
		expect(story.said(6)).toMatchObject(unproven("older-write"));
	});
});

describe("what a landing teaches", () => {
	const lesson = (story: Story, habits = NO_HABITS) => {
		const change = changeOf(story.ledger, story.watch.ticket);
		const [controller] = story.ledger.controllers;
		if (!change || !controller) throw new Error("There is nothing to learn from.");
		const evidence = { change, ledger: story.ledger, habits };
		return lessonsOf(evidence, controller, minutesAfter(60)).map(({ kind }) => kind);
	};
	const landedWith = (passwordSetAt: DirectoryAccount["passwordSetAt"]) =>
		changed(both(old), both(keys(4, 6, { passwordSetAt })));
	test.each([
		["entra", CHANGED_AT],
		["controller", minutesAfter(6)],
		["unmoved", account().passwordSetAt],
		["other", minutesAfter(3)],
	] as const)("that pwdLastSet carries a time of the kind %s", (kind, at) => {
		expect(lesson(landedWith(at))).toEqual([kind]);
	});
	test("nothing where two of them are one", () => {
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
	test("that an account is made with its final keys, or before them", () => {
		const first = keys(1, 5.5, { madeAt: minutesAfter(5.5) });
		const stood = changed(both(absent()), both(first)).read(17, both(first));
		expect(lesson(stood)).toContain("final");
		const second = keys(2, 8, { madeAt: minutesAfter(5.5) });
		expect(lesson(changed(both(absent()), both(first)).read(8, both(second)))).toContain(
			"replaced",
		);
	});
	test("nothing of the old keys written again, in a domain where pwdLastSet moves", () => {
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
});

test("newKeys of the examples are those that the rules call new", () => {
	expect(changed(both(old), both(present(newKeys(minutesAfter(6))))).watch.state).toBe("usable");
});
