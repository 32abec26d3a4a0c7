import { describe, expect, test } from "vitest";
import { absent, CHANGED_AT, minutesAfter, newKeys, present, unread } from "./example-accounts.ts";
import {
	both,
	changed,
	domainThat,
	keys,
	makesFinalKeys,
	replicated,
	Story,
	unproven,
} from "./example-story.ts";
import type { Observation } from "./observation.ts";

const old = present();

/** Like `replicated`, with a version for each kind; 3: written long before. */
function replicatedKinds({ ntlm, kerberos }: { ntlm: number; kerberos: number }): Observation {
	const write = (version: number, attribute: number) => ({
		version,
		writtenAt: minutesAfter(version === 3 ? -99 : 6),
		origin: { invocationId: "machine-1", usn: `${version}${attribute}` },
	});
	const keyWrites = { unicodePwd: write(ntlm, 1), supplementalCredentials: write(kerberos, 2) };
	return replicated(ntlm, 6, { keyWrites });
}

describe("a second change after a usable one", () => {
	test("a forced change after it: usable by its own keys", () => {
		const mustChange = both(keys(4, -20, { passwordSetAt: "must-change" }));
		const story = new Story()
			.open(both(old), -30)
			.report(minutesAfter(-29), minutesAfter(-29))
			.read(-20, both(keys(4, -20)))
			.read(-10, mustChange)
			.open(mustChange, -1)
			.report()
			.read(5, mustChange);
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
	test("keys older than the change are old, newer ones are in doubt: times prove nothing", () => {
		const story = changed(both(unread()), both(old));
		expect(story.watch.state).toBe("waiting");
		// The reading after opening showed keys from before it, so it is a baseline.
		expect(story.read(8, both(keys(4, 8))).watch.state).toBe("usable");
		const late = changed(both(unread()), both(keys(4, 6)));
		expect(late.readinessAt(6)).toMatchObject(unproven("no-baseline"));
	});
	test("its own clock decides which keys are older, however wrong it is", () => {
		const slow = (observation: Observation) =>
			observation.kind === "present"
				? { ...observation, source: { machine: "m", clock: minutesAfter(-29) } }
				: observation;
		const behind = keys(4, -24);
		const read = { ...slow(behind), readAt: minutesAfter(1) } as Observation;
		// Its clock is 30 minutes slow: keys of "24 minutes before" were written 6 minutes after.
		expect(changed(both(unread()), both(read)).readinessAt(6)).toMatchObject(
			unproven("no-baseline"),
		);
	});
	test("the account was absent at the first reading, so nothing had arrived", () => {
		const story = changed(both(unread()), both(absent()), makesFinalKeys);
		const made = keys(1, 7, { madeAt: minutesAfter(7) });
		expect(story.read(8, both(made)).watch.state).toBe("usable");
	});
	test("the account was hidden or deleted, and is back with its old keys", () => {
		const story = changed(both(absent()), both(old));
		expect(story.watch.state).toBe("waiting");
		expect(story.read(8, both(keys(4, 8))).watch.state).toBe("usable");
		const new4 = both(keys(4, 6, { madeAt: minutesAfter(-999) }));
		expect(changed(both(absent()), new4).readinessAt(6)).toMatchObject(unproven("newly-visible"));
	});
	test("versions below the baseline invalidate it", () => {
		const restored = both(keys(2, -999, { passwordSetAt: minutesAfter(-999) }));
		expect(changed(both(old), restored).readinessAt(6)).toMatchObject(unproven("restored"));
	});
	test("the same version of another write invalidates it, too", () => {
		const rewritten = both(keys(3, 5));
		expect(changed(both(old), rewritten).readinessAt(6)).toMatchObject(unproven("restored"));
	});
	test("so does any later rise, which may be an old write, too", () => {
		const story = changed(both(old), both(keys(2, -999))).read(7, both(keys(4, 7)));
		expect(story.readinessAt(7)).toMatchObject(unproven("restored"));
	});
	test("so does the new keys' version, once it belongs to another write", () => {
		// The controller was restored and the old keys were written again, between two readings.
		const oldTime = old.kind === "present" ? old.account.passwordSetAt : undefined;
		const again = keys(4, 7, { passwordSetAt: oldTime });
		const story = changed(both(old), { dc1: old, dc2: keys(4, 6) })
			.read(7, { dc1: old, dc2: again })
			.read(8, { dc1: keys(4, 8), dc2: again });
		expect(story.readinessAt(8)).toMatchObject(unproven("restored"));
	});
	test("unless they came from another machine, which lagged", () => {
		const behind = { ...keys(2, -999), source: { machine: "SHARED", clock: minutesAfter(1) } };
		const story = changed(both(old), both(behind as Observation)).read(7, both(keys(4, 7)));
		expect(story.watch.state).toBe("usable");
	});
	test("another object in its place is in doubt", () => {
		const recreated = keys(4, 6, { objectGuid: "another" });
		expect(changed(both(old), both(recreated)).readinessAt(6)).toMatchObject(unproven("recreated"));
	});
});

describe("controllers that replicate", () => {
	const before = replicated(3, -99);
	test("the same write is recognised on a controller without a baseline", () => {
		const story = changed({ dc1: before, dc2: unread() }, both(replicated(4, 6)));
		expect(story.watch.state).toBe("usable");
		expect(story.readinessAt(6).controllers[1]?.arrival?.evidence.rule).toBe("same-write");
	});
	test("with the kinds of keys that it has written there", () => {
		const [half, full] = [
			replicatedKinds({ ntlm: 4, kerberos: 3 }),
			replicatedKinds({ ntlm: 4, kerberos: 4 }),
		];
		const story = changed({ dc1: before, dc2: unread() }, both(half));
		expect(story.read(7, { dc1: full, dc2: half }).watch.state).toBe("arriving");
		expect(story.read(8, both(full)).watch.state).toBe("usable");
	});
	test("on a controller whose clock is ahead of the one that wrote it", () => {
		const ahead = (observation: Observation) =>
			observation.kind === "present"
				? { ...observation, source: { machine: "m", clock: minutesAfter(30) } }
				: observation;
		const [half, full] = [
			replicatedKinds({ ntlm: 4, kerberos: 3 }),
			replicatedKinds({ ntlm: 4, kerberos: 4 }),
		];
		const lagging = (held: Observation) => ahead({ ...held, readAt: CHANGED_AT } as Observation);
		const story = changed({ dc1: before, dc2: lagging(before) }, { dc1: half, dc2: lagging(half) });
		expect(story.read(7, { dc1: full, dc2: lagging(half) }).watch.state).not.toBe("usable");
		expect(story.read(8, { dc1: full, dc2: lagging(full) }).watch.state).toBe("usable");
	});
	test("also where they arrive at once after another write of both", () => {
		const origin = { invocationId: "machine-1", usn: "51" };
		const twice = (at: number) => {
			const keyWrites = {
				unicodePwd: { version: 5, writtenAt: minutesAfter(at), origin },
				supplementalCredentials: { version: 4, writtenAt: minutesAfter(6), origin },
			};
			return replicated(5, at, { keyWrites });
		};
		const story = changed(both(before), { dc1: before, dc2: replicated(4, 6) });
		expect(story.read(6.1, { dc1: before, dc2: twice(6.01) }).watch.state).toBe("arriving");
		expect(story.read(6.2, both(twice(6.01))).watch.state).toBe("arriving");
	});
	test("and on one that joins while the change is under way", () => {
		const story = changed({ dc1: before }, { dc1: replicated(4, 6) });
		expect(story.read(7, { dc1: replicated(4, 6), dc3: before }).watch.state).not.toBe("usable");
		const all = { dc1: replicated(4, 6), dc3: replicated(4, 6) };
		expect(story.read(8, all).watch.state).toBe("usable");
	});
	test("a write from before the change that replicates late does not belong to it", () => {
		const earlier = replicated(4, -3);
		const story = changed({ dc1: earlier, dc2: before }, both(earlier));
		expect(story.watch.state).toBe("waiting");
		expect(story.read(8, both(replicated(5, 8))).watch.state).toBe("usable");
	});
	test("nor does one written before the baseline that was not seen there", () => {
		const story = changed({ dc2: before }, { dc2: replicated(4, -3) });
		expect(story.readinessAt(6)).toMatchObject(unproven("older-write"));
	});
});

test("keys that arrived with another change's time stay that change's, even if the time moves first", () => {
	const own = { passwordSetAt: CHANGED_AT };
	const others = both(keys(4, 4, { passwordSetAt: minutesAfter(-30) }));
	const story = changed(both(old), others, domainThat("entra"));
	expect(story.read(7, both(keys(4, 4, own))).readinessAt(7)).toMatchObject(
		unproven("other-change"),
	);
	expect(story.read(8, both(keys(5, 8, own))).watch.state).toBe("usable");
});

test("`newKeys` of the examples are new by the rules", () => {
	expect(changed(both(old), both(present(newKeys(minutesAfter(6))))).watch.state).toBe("usable");
});
