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
import { keyState } from "./key-state.ts";
import type { DirectoryAccount, Observation } from "./observation.ts";

const landed = minutesAfter(6);
const stateAfter = (
	baseline: Observation | undefined,
	latest: Observation,
	changedAt: Date | undefined,
) => keyState({ baseline, changedAt }, latest);
const noVersions = { keyVersion: undefined, keyWrites: undefined };

describe("the events that a controller can show, one by one", () => {
	const events: [event: string, after: DirectoryAccount, kind: string][] = [
		["a password is set", newKeys(landed), "new"],
		["pwdLastSet is set to 0", account({ passwordSetAt: "must-change" }), "old"],
		["pwdLastSet is set to -1 and so moves to now", account({ passwordSetAt: landed }), "old"],
		[
			"a complete synchronisation carries the cloud's earlier time",
			newKeys(landed, { passwordSetAt: minutesAfter(-10) }),
			"new",
		],
		[
			"only the NTLM key is written",
			newKeys(landed, {
				keyWrites: { ...keyWrites(3, landed), unicodePwd: { version: 4, writtenAt: landed } },
			}),
			"one-kind",
		],
		[
			"the keys are removed, which also raises the version",
			newKeys(landed, { passwordSetAt: "must-change" }),
			"must-change",
		],
		["the account is disabled", account({ disabled: true }), "old"],
		["nothing happened", account(), "old"],
	];
	test.each(events)("when %s", (_event, held, kind) => {
		expect(stateAfter(present(), present(held), CHANGED_AT).kind).toBe(kind);
	});
});

describe("rule 1, the account arrived", () => {
	test("an account that was absent and is there with a password holds new keys", () => {
		const state = stateAfter(absent(), present(newKeys(landed)), CHANGED_AT);
		expect(state).toEqual({
			kind: "new",
			evidence: {
				rule: "account-arrived",
				attribute: "objectGUID",
				strength: "strong",
				writtenAt: landed,
			},
		});
	});
	const notYet: [what: string, latest: Observation, kind: string][] = [
		["is still absent", absent(), "old"],
		[
			"is there, but never had a key",
			present(
				account({
					passwordSetAt: "must-change",
					keyVersion: 0,
					keyWrites: { unicodePwd: undefined, supplementalCredentials: undefined },
				}),
			),
			"old",
		],
		[
			"is there with keys, but must change its password",
			present(newKeys(landed, { passwordSetAt: "must-change" })),
			"must-change",
		],
		[
			"is there, but nothing about its password can be read",
			present(account({ ...noVersions, passwordSetAt: undefined })),
			"old",
		],
		[
			"is there with an NTLM key alone",
			present(
				newKeys(landed, {
					keyWrites: {
						unicodePwd: { version: 1, writtenAt: landed },
						supplementalCredentials: undefined,
					},
				}),
			),
			"one-kind",
		],
	];
	test.each(notYet)("an account that %s does not", (_what, latest, kind) => {
		expect(stateAfter(absent(), latest, CHANGED_AT).kind).toBe(kind);
	});
});

describe("rule 2, a key version went up", () => {
	test("the key version number alone is enough", () => {
		const before = present(account({ keyWrites: undefined }));
		const now = present(newKeys(landed, { keyWrites: undefined }));
		expect(stateAfter(before, now, CHANGED_AT)).toMatchObject({
			kind: "new",
			evidence: { rule: "key-version", attribute: "msDS-KeyVersionNumber", strength: "strong" },
		});
	});
	test("the metadata alone is enough", () => {
		const before = present(account({ keyVersion: undefined }));
		const now = present(newKeys(landed, { keyVersion: undefined }));
		expect(stateAfter(before, now, CHANGED_AT)).toMatchObject({
			kind: "new",
			evidence: { rule: "key-version", attribute: "unicodePwd" },
		});
	});
	test("it needs no time of change, so it also finds a change whose report was lost", () => {
		expect(stateAfter(present(), present(newKeys(landed)), undefined).kind).toBe("new");
	});
	test("a version that went down is not new keys", () => {
		const now = present(account({ keyVersion: 2, keyWrites: keyWrites(2, landed) }));
		expect(stateAfter(present(), now, CHANGED_AT).kind).toBe("old");
	});
});

describe("rule 3, the time of the keys, when nothing else is left", () => {
	const noBaseline: [string, Observation | undefined][] = [
		["there is no baseline", undefined],
		["the controller could not be read before the change", unread()],
		["the account was recreated", present(account({ objectGuid: "another" }))],
		["no version could be read before", present(account(noVersions))],
	];
	test.each(noBaseline)(
		"when %s, keys written after the change are weak evidence",
		(_why, before) => {
			expect(stateAfter(before, present(newKeys(landed)), CHANGED_AT)).toMatchObject({
				kind: "new",
				evidence: { rule: "key-time", strength: "weak", writtenAt: landed },
			});
			expect(stateAfter(before, present(account()), CHANGED_AT).kind).toBe("old");
		},
	);
	test("keys of up to two minutes before the change may be an earlier change's: a doubt", () => {
		const at = (minutes: number) => present(newKeys(minutesAfter(minutes)));
		expect(stateAfter(undefined, at(-2.1), CHANGED_AT).kind).toBe("old");
		expect(stateAfter(undefined, at(-2), CHANGED_AT)).toMatchObject({ doubt: "earlier-change" });
		expect(stateAfter(undefined, at(0), CHANGED_AT)).not.toHaveProperty("doubt");
	});
	test("keys that were written late for a password of long ago are not the change's", () => {
		const late = present(newKeys(landed, { passwordSetAt: minutesAfter(-60) }));
		expect(stateAfter(undefined, late, CHANGED_AT).kind).toBe("old");
	});
	test("without a time of change there is nothing to compare", () => {
		expect(stateAfter(undefined, present(newKeys(landed)), undefined).kind).toBe("old");
	});
	test("it is never asked while a key version can be compared", () => {
		const moved = present(account({ passwordSetAt: landed }));
		expect(stateAfter(present(), moved, CHANGED_AT).kind).toBe("old");
	});
	test("pwdLastSet is used when no metadata can be read", () => {
		const latest = present(account({ ...noVersions, passwordSetAt: landed }));
		expect(stateAfter(undefined, latest, CHANGED_AT)).toMatchObject({
			evidence: { attribute: "pwdLastSet", strength: "weak" },
		});
	});
});

describe("what the controller's Kerberos service says has the last word", () => {
	const cases: [says: DirectoryAccount["kerberosKeys"], kind: string][] = [
		["aes", "new"],
		["rc4", "one-kind"],
		["none", "one-kind"],
		[undefined, "new"],
	];
	test.each(cases)("keys of the kind %s", (kerberosKeys, kind) => {
		const now = present(newKeys(landed, { kerberosKeys }));
		expect(stateAfter(present(), now, CHANGED_AT).kind).toBe(kind);
	});
	test("it makes nothing new that the rules do not find", () => {
		const now = present(account({ kerberosKeys: "aes" }));
		expect(stateAfter(present(), now, CHANGED_AT).kind).toBe("old");
	});
});

describe("a version that was first seen while the password had to be changed", () => {
	const context = { baseline: present(), changedAt: CHANGED_AT, suspectVersion: 4 };
	test("may be a removal, so it is not new keys even when the account is free again", () => {
		expect(keyState(context, present(newKeys(landed))).kind).toBe("old");
	});
	test("is new keys when Kerberos says that keys are there", () => {
		const now = present(newKeys(landed, { kerberosKeys: "aes" }));
		expect(keyState(context, now).kind).toBe("new");
	});
	test("is overtaken by the next version", () => {
		const now = present(newKeys(landed, { keyVersion: 5, keyWrites: keyWrites(5, landed) }));
		expect(keyState(context, now).kind).toBe("new");
	});
});

describe("two changes on their way at once", () => {
	const context = { baseline: present(), changedAt: CHANGED_AT, isEarlierPending: true };
	test("the first keys to land may be those of the earlier change", () => {
		expect(keyState(context, present(newKeys(landed)))).toMatchObject({
			kind: "new",
			doubt: "earlier-change",
		});
	});
	test("the second settles it", () => {
		const now = present(newKeys(landed, { keyVersion: 5, keyWrites: keyWrites(5, landed) }));
		expect(keyState(context, now)).not.toHaveProperty("doubt");
	});
	test("so does a controller that shows Entra's time of this change", () => {
		const now = present(newKeys(landed, { passwordSetAt: CHANGED_AT }));
		expect(keyState(context, now)).not.toHaveProperty("doubt");
		const earlier = present(newKeys(landed, { passwordSetAt: minutesAfter(-3) }));
		expect(keyState(context, earlier)).toMatchObject({ doubt: "earlier-change" });
	});
	test("without a baseline no count of versions settles it", () => {
		const unseen = { ...context, baseline: undefined };
		const now = present(newKeys(landed, { keyVersion: 9, keyWrites: keyWrites(9, landed) }));
		expect(keyState(unseen, now)).toMatchObject({ doubt: "earlier-change" });
	});
	test("an account that was absent before both is settled by its second version", () => {
		const first = { ...context, baseline: absent() };
		const version = (v: number) =>
			newKeys(landed, { keyVersion: v, keyWrites: keyWrites(v, landed) });
		expect(keyState(first, present(version(1)))).toMatchObject({ doubt: "earlier-change" });
		expect(keyState(first, present(version(2)))).not.toHaveProperty("doubt");
	});
});

test("a controller that cannot be read says nothing, whatever it held before", () => {
	expect(stateAfter(present(), unread(), CHANGED_AT)).toEqual({
		kind: "unread",
		reason: "timeout",
	});
});
