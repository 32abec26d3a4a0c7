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
	test.each(events)("when %s", (_event, after, kind) => {
		expect(keyState(present(), present(after), CHANGED_AT).kind).toBe(kind);
	});
});

describe("rule 1, the account arrived", () => {
	test("an account that was absent and is there with a password holds new keys", () => {
		const state = keyState(absent(), present(newKeys(landed)), CHANGED_AT);
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
		expect(keyState(absent(), latest, CHANGED_AT).kind).toBe(kind);
	});
});

describe("rule 2, a key version went up", () => {
	test("the key version number alone is enough", () => {
		const before = present(account({ keyWrites: undefined }));
		const after = present(newKeys(landed, { keyWrites: undefined }));
		expect(keyState(before, after, CHANGED_AT)).toMatchObject({
			kind: "new",
			evidence: { rule: "key-version", attribute: "msDS-KeyVersionNumber", strength: "strong" },
		});
	});
	test("the metadata alone is enough", () => {
		const before = present(account({ keyVersion: undefined }));
		const after = present(newKeys(landed, { keyVersion: undefined }));
		expect(keyState(before, after, CHANGED_AT)).toMatchObject({
			kind: "new",
			evidence: { rule: "key-version", attribute: "unicodePwd" },
		});
	});
	test("it needs no time of change, so it also finds a change whose report was lost", () => {
		expect(keyState(present(), present(newKeys(landed)), undefined).kind).toBe("new");
	});
	test("a version that went down is not new keys", () => {
		const after = present(account({ keyVersion: 2, keyWrites: keyWrites(2, landed) }));
		expect(keyState(present(), after, CHANGED_AT).kind).toBe("old");
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
			expect(keyState(before, present(newKeys(landed)), CHANGED_AT)).toMatchObject({
				kind: "new",
				evidence: { rule: "key-time", strength: "weak", writtenAt: landed },
			});
			expect(keyState(before, present(account()), CHANGED_AT).kind).toBe("old");
		},
	);
	test("the two clocks may differ by two minutes, not by more", () => {
		const at = (minutes: number) => present(newKeys(minutesAfter(minutes)));
		expect(keyState(undefined, at(-2), CHANGED_AT).kind).toBe("new");
		expect(keyState(undefined, at(-2.1), CHANGED_AT).kind).toBe("old");
	});
	test("without a time of change there is nothing to compare", () => {
		expect(keyState(undefined, present(newKeys(landed)), undefined).kind).toBe("old");
	});
	test("it is never asked while a key version can be compared", () => {
		const moved = present(account({ passwordSetAt: landed }));
		expect(keyState(present(), moved, CHANGED_AT).kind).toBe("old");
	});
	test("pwdLastSet is used when no metadata can be read", () => {
		const latest = present(account({ ...noVersions, passwordSetAt: landed }));
		expect(keyState(undefined, latest, CHANGED_AT)).toMatchObject({
			evidence: { attribute: "pwdLastSet", strength: "weak" },
		});
	});
});

test("a controller that cannot be read says nothing, whatever it held before", () => {
	expect(keyState(present(), unread(), CHANGED_AT)).toEqual({ kind: "unread", reason: "timeout" });
});
