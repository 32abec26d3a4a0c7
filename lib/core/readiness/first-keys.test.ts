import { describe, expect, test } from "vitest";
import { absent, account, CHANGED_AT, minutesAfter, present } from "./example-accounts.ts";
import {
	both,
	changed,
	keys,
	kinds,
	makesFinalKeys,
	replacesFirstKeys,
	replicated,
	Story,
	unproven,
} from "./example-story.ts";
import type { Habits } from "./habits.ts";
import type { DirectoryAccount, KeyWrites, Observation } from "./observation.ts";

const old = present();

describe("a first change", () => {
	const made = (version: number, minutes = 5.5, more: Partial<DirectoryAccount> = {}) =>
		keys(version, minutes, { madeAt: minutesAfter(5.5), ...more });
	test("is usable at once in a domain that creates accounts with their final keys", () => {
		expect(changed(both(absent()), both(made(1)), makesFinalKeys).watch.state).toBe("usable");
	});
	test("until that is known, keys must be unchanged for three minutes", () => {
		const story = changed(both(absent()), both(made(1)));
		expect(story.watch.state).toBe("arriving");
		expect(story.read(8, both(made(1))).watch.state).toBe("arriving");
		expect(story.read(9, both(made(1))).watch.state).toBe("usable");
	});
	test("in a domain that replaces first keys, unreplaced ones must be unchanged for an hour", () => {
		const story = changed(both(absent()), both(made(1)), replacesFirstKeys);
		expect(story.read(60, both(made(1))).watch.state).toBe("arriving");
		expect(story.read(66, both(made(1))).watch.state).toBe("usable");
	});
	test("or must have been replaced once: the account was created before its keys", () => {
		const story = changed(both(absent()), both(made(1)));
		expect(story.read(7, both(made(2, 7))).watch.state).toBe("usable");
	});
	test("with the account there and no keys, is waiting", () => {
		const without = { keyVersion: 0, passwordSetAt: "must-change" } as const;
		const empty: KeyWrites = { unicodePwd: undefined, supplementalCredentials: undefined };
		const bare = present(account({ ...without, keyWrites: empty, madeAt: minutesAfter(5.5) }));
		expect(changed(both(absent()), both(bare)).watch.state).toBe("waiting");
	});
	test("of an account that existed before, unreadable, is not confirmed by its old keys", () => {
		expect(changed(both(absent()), both(old)).watch.state).toBe("waiting");
		const visible = both(keys(4, 6));
		expect(changed(both(absent()), visible, makesFinalKeys).readinessAt(6)).toMatchObject(
			unproven("newly-visible"),
		);
	});
	test("with a password time older than the account is a doubt", () => {
		const older = both(made(1, 5.5, { passwordSetAt: minutesAfter(-60) }));
		expect(changed(both(absent()), older, makesFinalKeys).readinessAt(6)).toMatchObject(
			unproven("password-time"),
		);
	});
	test("may carry Entra's time from before the account was created", () => {
		const cloud = both(made(1, 5.5, { passwordSetAt: CHANGED_AT }));
		expect(changed(both(absent()), cloud, makesFinalKeys).watch.state).toBe("usable");
	});
	test("with a must-change is blocked, not usable", () => {
		const temporary = both(made(1, 5.5, { passwordSetAt: "must-change" }));
		expect(changed(both(absent()), temporary, makesFinalKeys).readinessAt(6)).toMatchObject({
			state: "blocked",
			obstacle: { kind: "must-change" },
		});
	});
	test("of one of two accounts with the same id cannot be determined", () => {
		const twins: Observation = { kind: "twins", readAt: minutesAfter(6) };
		expect(changed(both(absent()), both(twins)).readinessAt(6)).toMatchObject(
			unproven("two-accounts"),
		);
	});
	test("is not made final by replication to another controller", () => {
		const copied = both(replicated(1, 5.5, { madeAt: minutesAfter(5.5) }));
		const story = changed(both(absent()), copied);
		expect(story.watch.state).toBe("arriving");
		expect(story.read(9, copied).watch.state).toBe("usable");
	});
	test("has not arrived while a controller lags behind one on which the account was created anew", () => {
		const first = replicated(1, 5.5, { madeAt: minutesAfter(5.5) });
		const anew = replicated(2, 9, { objectGuid: "made-anew", madeAt: minutesAfter(8.5) });
		const story = changed(both(absent()), both(first));
		const lagging = story.read(8.8, { dc1: first, dc2: anew });
		expect(lagging.read(13, { dc1: first, dc2: anew }).watch.state).toBe("arriving");
		expect(lagging.read(14, both(anew)).watch.state).not.toBe("unconfirmed");
		expect(lagging.read(17, both(anew)).watch.state).toBe("usable");
	});
	test("arrives on controllers of separate directories, each with an object of its own", () => {
		const own = replicated(1, 6, { objectGuid: "own", madeAt: minutesAfter(5.8) });
		const each = { dc1: made(1), dc2: own };
		expect(changed(both(absent()), each).read(9, each).watch.state).toBe("usable");
	});
	test("has not arrived while a controller lags behind one that has replaced its first keys", () => {
		const first = replicated(1, 5.5, { madeAt: minutesAfter(5.5) });
		const final = replicated(2, 6, { madeAt: minutesAfter(5.5) });
		const story = changed(both(absent()), both(first)).read(6.5, { dc1: final, dc2: first });
		expect(story.read(10, { dc1: final, dc2: first }).watch.state).toBe("arriving");
		expect(story.read(11, both(final)).watch.state).toBe("usable");
	});
	test("nor if the first keys were never read where they were replaced", () => {
		const first = replicated(1, 5.5, { madeAt: minutesAfter(5.5) });
		const final = replicated(2, 5.8, { madeAt: minutesAfter(5.5) });
		const story = changed(both(absent()), { dc1: final, dc2: first });
		expect(story.read(10, { dc1: final, dc2: first }).watch.state).toBe("arriving");
		expect(story.read(11, both(final)).watch.state).toBe("usable");
	});
	test("whose first keys have version 2 counts no unseen replacement", () => {
		const story = changed(both(absent()), both(made(2)));
		expect(story.watch.state).toBe("arriving");
	});
	test.each([
		["NTLM", { ntlm: 1, kerberos: 0 }],
		["Kerberos", { ntlm: 0, kerberos: 1 }],
	])("whose %s keys arrive first: the other kind is not another password", (_kind, half) => {
		const madeAt = minutesAfter(5.5);
		const story = changed(both(absent()), both(kinds(half, 5.5, { madeAt })));
		expect(story.read(6.5, both(made(1))).watch.state).toBe("arriving");
	});
	test("of an account that was seen without keys is usable at once", () => {
		const bare = kinds({ ntlm: 0, kerberos: 0 }, 5.5, { madeAt: minutesAfter(5.5) });
		const story = changed(both(absent()), both(bare));
		expect(story.read(7, both(made(1, 7))).watch.state).toBe("usable");
	});
});

describe("an account that was created just before the baseline, where first keys are replaced", () => {
	const made = { madeAt: minutesAfter(-2) };
	const first = both(keys(1, -2, made));
	const followed = (habits?: Habits) => new Story(habits).open(first, -1).report();

	test("may still get the final keys of the password before", () => {
		const story = followed(replacesFirstKeys).read(1, both(keys(2, 1, made)));
		expect(story.readinessAt(1)).toMatchObject(unproven("earlier-change"));
		expect(story.read(30, both(keys(2, 1, made))).watch.usableAt).toBeUndefined();
	});
	test("has them when other keys follow those", () => {
		const story = followed(replacesFirstKeys).read(1, both(keys(2, 1, made)));
		expect(story.read(6, both(keys(3, 6, made))).watch.state).toBe("usable");
	});
	test("had them then, if they replaced others", () => {
		const story = new Story(replacesFirstKeys).open(first, -1.5);
		story.read(-1.4, both(keys(2, -1.4, made)));
		story.open(both(keys(2, -1.4, made)), -1, {
			isEarlierTryRefused: true,
			ticket: "ticket--1.5",
		});
		expect(story.report().read(6, both(keys(3, 6, made))).watch.state).toBe("usable");
	});
	test("had them then, if it had stood for an hour", () => {
		const standing = (minutes: number) => {
			const since = { madeAt: minutesAfter(-minutes) };
			const story = new Story(replacesFirstKeys).open(both(keys(1, -minutes, since)), -1).report();
			return story.read(6, both(keys(2, 6, since))).watch.state;
		};
		expect([standing(62), standing(58)]).toEqual(["usable", "unconfirmed"]);
	});
	test.each([
		["final keys are the first", makesFinalKeys],
		["neither is known", undefined],
	])("is like any other where %s", (_, habits) => {
		expect(followed(habits).read(6, both(keys(2, 6, made))).watch.state).toBe("usable");
	});
});
