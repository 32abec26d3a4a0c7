import { describe, expect, test } from "vitest";
import { absent, account, CHANGED_AT, minutesAfter, present } from "./example-accounts.ts";
import { both, changed, domainThat, keys, kinds, Story, unproven } from "./example-story.ts";
import type { Observation } from "./observation.ts";

const old = present();

describe("keys that are written again", () => {
	test("an unmoved time with a new version is in doubt, unless the domain never moves it", () => {
		const unmoved = both(keys(4, 6, { passwordSetAt: account().passwordSetAt }));
		expect(changed(both(old), unmoved).readinessAt(6)).toMatchObject(unproven("password-time"));
		expect(changed(both(old), unmoved, domainThat("unmoved")).watch.state).toBe("usable");
	});
	test("a new time with the old version is not a new key", () => {
		const touched = both(present(account({ passwordSetAt: minutesAfter(6) })));
		expect(changed(both(old), touched).watch.state).toBe("waiting");
	});
	test("removed keys do not count", () => {
		const removed = keys(4, 6, { passwordSetAt: "must-change", kerberosKeys: "none" });
		expect(changed(both(old), both(removed)).watch.state).toBe("waiting");
	});
	test("written twice before it was usable: the order still holds", () => {
		const story = changed(both(old), { dc1: keys(4, 6), dc2: old });
		expect(story.read(7, both(keys(5, 7))).watch.state).toBe("usable");
	});
	test("the same change written again, where the domain carries Entra's times", () => {
		const own = { passwordSetAt: CHANGED_AT };
		const story = changed(both(old), both(keys(4, 6, own)), domainThat("entra"));
		expect(story.read(8, both(keys(5, 8, own))).watch.state).toBe("usable");
	});
	const t5 = { passwordSetAt: minutesAfter(5) };
	/**
	 * The change's keys land on the first controller, and something else happens before they land on
	 * the second.
	 */
	const between = (...held: [minutes: number, observation: Observation][]) => {
		const story = new Story()
			.open(both(old))
			.report()
			.read(5, { dc1: keys(4, 5), dc2: old });
		for (const [minutes, observation] of held) story.read(minutes, { dc1: observation, dc2: old });
		const [at, last] = held.at(-1) ?? [5, keys(4, 5)];
		return story.read(at + 1, { dc1: last, dc2: keys(4, at) });
	};
	test("the old ones after the change's own had landed, without moving the time", () => {
		const story = between([6, keys(5, 6, t5)]);
		expect(story.readinessAt(7)).toMatchObject(unproven("password-time"));
	});
	test("one kind of them, removed or of another password", () => {
		const removed = between([6, kinds({ ntlm: 5, kerberos: 4 }, 6, t5)]);
		expect(removed.readinessAt(7)).toMatchObject(unproven("password-time"));
		const others = between([6, kinds({ ntlm: 5, kerberos: 4 }, 6)]);
		expect(others.watch.state).toBe("arriving");
		expect(
			others.read(9, { dc1: kinds({ ntlm: 5, kerberos: 4 }, 6), dc2: keys(4, 6) }).watch.state,
		).toBe("blocked");
	});
	test("the change's own, one kind after the other", () => {
		const t6 = { passwordSetAt: minutesAfter(6) };
		const story = between(
			[6, kinds({ ntlm: 5, kerberos: 4 }, 6)],
			[6.1, kinds({ ntlm: 5, kerberos: 5 }, 6.1, t6)],
		);
		expect(story.watch.state).toBe("usable");
	});
	test("the old Kerberos keys long before the change's NTLM key: the new ones are still to come", () => {
		const oldTime = { passwordSetAt: account().passwordSetAt };
		const writes = (kerberos: number, minutes: number) => ({
			unicodePwd: { version: 4, writtenAt: minutesAfter(8) },
			supplementalCredentials: { version: kerberos, writtenAt: minutesAfter(minutes) },
		});
		const half = both(keys(4, 8, { keyWrites: writes(4, 4) }));
		for (const habits of [undefined, domainThat("controller")]) {
			const story = changed(both(old), both(kinds({ ntlm: 3, kerberos: 4 }, 4, oldTime)), habits);
			expect(story.read(8, half).watch.state).toBe("arriving");
			expect(story.read(9, half).watch.state).toBe("arriving");
			const whole = both(keys(4, 8, { keyWrites: writes(5, 9.5) }));
			expect(story.read(9.5, whole).watch.state).toBe("usable");
		}
	});
	test("Kerberos keys long before the NTLM key are in doubt once both have stood for an hour", () => {
		const oldTime = { passwordSetAt: account().passwordSetAt };
		const writes = {
			unicodePwd: { version: 4, writtenAt: minutesAfter(8) },
			supplementalCredentials: { version: 4, writtenAt: minutesAfter(4) },
		};
		for (const time of ["entra", "controller"] as const) {
			const own = time === "entra" ? { passwordSetAt: CHANGED_AT } : {};
			const whole = both(keys(4, 8, { keyWrites: writes, ...own }));
			const half = both(kinds({ ntlm: 3, kerberos: 4 }, 4, oldTime));
			const story = changed(both(old), half, domainThat(time)).read(8, whole).read(30, whole);
			expect(story.watch.state).toBe("arriving");
			expect(story.read(67, whole).watch.state).not.toBe("unconfirmed");
			expect(story.read(68, whole).readinessAt(68)).toMatchObject(unproven("earlier-change"));
		}
	});
	test("keys of two machines, one kind each, are of two passwords however long they stand", () => {
		const of = (invocationId: string, writtenAt: Date) => ({
			version: 4,
			writtenAt,
			origin: { invocationId, usn: "41" },
		});
		const conflict = {
			unicodePwd: of("machine-1", minutesAfter(5.5)),
			supplementalCredentials: of("machine-2", minutesAfter(5)),
		};
		for (const time of ["entra", "controller"] as const) {
			const own = time === "entra" ? { passwordSetAt: CHANGED_AT } : {};
			const mixed = both(keys(4, 5.5, { keyWrites: conflict, ...own }));
			const story = changed(both(old), mixed, domainThat(time));
			expect(story.watch.state).toBe("arriving");
			expect(story.read(80, mixed).watch.state).toBe("blocked");
		}
	});
	test("the change's own, by its time, in a domain whose habits are unknown", () => {
		const own = { passwordSetAt: CHANGED_AT };
		const story = changed(both(old), { dc1: keys(4, 6, own), dc2: old });
		expect(story.read(7, { dc1: keys(5, 7, own), dc2: keys(4, 7, own) }).watch.state).toBe(
			"usable",
		);
	});
	test("the old ones, over the change's own, whose time stays where the domain writes its own", () => {
		const mixed = both(keys(4, 8, { passwordSetAt: minutesAfter(6) }));
		const story = changed(both(old), both(old), domainThat("controller"));
		expect(story.read(8, mixed).readinessAt(8)).toMatchObject(unproven("password-time"));
		expect(changed(both(old), both(old)).read(8, mixed).watch.state).toBe("usable");
	});
	test("after their time was set: the time did not move with them", () => {
		for (const time of [t5, { passwordSetAt: CHANGED_AT }]) {
			const story = changed(both(old), both(present(account(time))));
			expect(story.read(7, both(keys(4, 7, time))).readinessAt(7)).toMatchObject(
				unproven("password-time"),
			);
		}
	});
	test("after a must-change, with the time from before it", () => {
		const mustChange = both(present(account({ passwordSetAt: "must-change" })));
		const again = both(keys(4, 6, { passwordSetAt: account().passwordSetAt }));
		expect(changed(mustChange, again).readinessAt(6)).toMatchObject(unproven("password-time"));
	});
	test("while the password must be changed, which is lifted later", () => {
		const mustChange = { passwordSetAt: "must-change" } as const;
		const story = changed(both(old), both(present(account(mustChange)))).read(
			7,
			both(keys(4, 7, mustChange)),
		);
		expect(story.watch.state).toBe("blocked");
		const lifted = keys(4, 7, { passwordSetAt: minutesAfter(8) });
		expect(story.read(8, both(lifted)).watch.state).toBe("usable");
	});
	test("of one kind, where pwdLastSet carries the change's time: no proof for the other", () => {
		const own = { passwordSetAt: CHANGED_AT };
		const half = kinds({ ntlm: 5, kerberos: 4 }, 8, own);
		const story = changed(both(old), both(keys(4, 6, own)), domainThat("entra"));
		expect(story.read(8, both(half)).readinessAt(8)).toMatchObject(unproven("moved-on"));
		const early = changed(both(old), { dc1: keys(4, 6, own), dc2: old }, domainThat("entra"));
		expect(early.read(8, { dc1: half, dc2: keys(4, 8, own) }).watch.state).not.toBe("usable");
	});
	test("of two changes, one kind each, where pwdLastSet carries Entra's times", () => {
		const [first, own] = [{ passwordSetAt: minutesAfter(-30) }, { passwordSetAt: CHANGED_AT }];
		const story = changed(
			both(old),
			both(kinds({ ntlm: 4, kerberos: 3 }, 5, first)),
			domainThat("entra"),
		);
		expect(story.read(6, both(keys(4, 6, own))).watch.state).toBe("arriving");
		expect(story.read(7, both(kinds({ ntlm: 5, kerberos: 4 }, 7, own))).watch.state).toBe("usable");
	});
	test("between two readings, one kind more often: only what was written last counts", () => {
		const own = { passwordSetAt: CHANGED_AT };
		const write = (version: number, minutes: number) => ({
			version,
			writtenAt: minutesAfter(minutes),
		});
		const mixed = (supplementalCredentials: ReturnType<typeof write>) =>
			both(keys(5, 9, { ...own, keyWrites: { unicodePwd: write(5, 9), supplementalCredentials } }));
		const story = changed(both(old), both(old), domainThat("entra")).read(9.1, mixed(write(4, 5)));
		expect(story.watch.state).toBe("arriving");
		expect(story.read(9.2, mixed(write(5, 9.1))).watch.state).toBe("usable");
	});
	test("of one kind before the baseline, which is seen only after it", () => {
		const write = (version: number, minutes: number) => ({
			version,
			writtenAt: minutesAfter(minutes),
		});
		const mixed = (time: Date) =>
			both(
				keys(4, 2, {
					passwordSetAt: time,
					keyWrites: { unicodePwd: write(4, -3), supplementalCredentials: write(4, 2) },
				}),
			);
		const half = both(kinds({ ntlm: 4, kerberos: 3 }, -3));
		const proven = domainThat("entra");
		for (const story of [
			changed(both(old), mixed(minutesAfter(2))),
			changed(both(old), half).read(7, mixed(minutesAfter(2))),
			changed(both(old), mixed(CHANGED_AT), proven),
			changed(both(old), half, proven).read(7, mixed(CHANGED_AT)),
		]) {
			expect(story.watch.state).toBe("blocked");
			const time = story.habits === proven ? CHANGED_AT : minutesAfter(8);
			expect(story.read(8, both(keys(5, 8, { passwordSetAt: time }))).watch.state).toBe("usable");
		}
	});
	test("of one kind, after an account was created with keys of both", () => {
		const made = { madeAt: minutesAfter(0.5) };
		const write = (version: number, minutes: number) => ({
			version,
			writtenAt: minutesAfter(minutes),
		});
		const holding = (supplementalCredentials: ReturnType<typeof write>) =>
			both(
				keys(2, 3, { ...made, keyWrites: { unicodePwd: write(2, 3), supplementalCredentials } }),
			);
		const mixed = holding(write(1, 0.5));
		const story = changed(both(absent()), mixed).read(10, mixed);
		expect(story.watch.state).toBe("blocked");
		expect(story.read(15, holding(write(2, 11))).watch.state).toBe("usable");
		// Created with an empty NTLM key; then the Kerberos keys were written first.
		const whole = holding(write(1, 2.9));
		expect(changed(both(absent()), whole).read(10, whole).watch.state).toBe("usable");
	});
	test("after a time that could not be read: whether it moved is unknown", () => {
		const hidden = present(account({ passwordSetAt: undefined }));
		const unmoved = keys(4, 6, { passwordSetAt: account().passwordSetAt });
		expect(changed(both(hidden), both(unmoved)).readinessAt(6)).toMatchObject(
			unproven("password-time"),
		);
	});
});
