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
import {
	changed,
	domainThat,
	keys,
	makesFinalKeys,
	type Readings,
	Story,
	unproven,
} from "./example-story.ts";
import type { DirectoryAccount, Observation } from "./observation.ts";

const landed = minutesAfter(6);
const both = (observation: Observation): Readings => ({ dc1: observation, dc2: observation });
const old = present();
const arrived = (held: Parameters<typeof newKeys>[1] = {}) => present(newKeys(landed, held));

describe("the state of a change", () => {
	const cases: [what: string, before: Readings, after: Readings, state: string][] = [
		["no controller has new keys", both(old), both(old), "waiting"],
		["the account is still absent everywhere", both(absent()), both(absent()), "waiting"],
		["one controller has them, one not", both(old), { dc1: arrived(), dc2: old }, "arriving"],
		["one has them, one is silent", both(old), { dc1: arrived(), dc2: unread() }, "arriving"],
		["one has none, one is silent", both(old), { dc1: old, dc2: unread() }, "waiting"],
		["every controller has them", both(old), both(arrived()), "usable"],
		["no controller answers", both(old), both(unread()), "unconfirmed"],
		["no managed domain is configured", {}, {}, "unconfirmed"],
	];
	test.each(cases)("when %s", (_told, before, after, expected) => {
		expect(changed(before, after).readinessAt(7).state).toBe(expected);
	});

	test("waiting for over an hour is late, and late ends when the keys are there", () => {
		const story = changed(both(old), both(old));
		expect(story.read(60, both(old)).watch.state).toBe("waiting");
		expect(story.read(61, both(old)).watch.state).toBe("late");
		expect(story.read(62, { dc1: arrived(), dc2: old }).watch.state).toBe("late");
		expect(story.read(63, both(arrived())).watch.state).toBe("usable");
	});
	test("an unconfirmed state has a reason", () => {
		expect(changed({}, {}).readinessAt(7).doubt).toBe("no-domain");
		expect(changed(both(old), both(unread())).readinessAt(7).doubt).toBe("not-read");
	});
});

describe("an account that is not free", () => {
	const until = minutesAfter(30);
	const blocks: [string, Partial<DirectoryAccount>, object][] = [
		["locked", { lockedOut: true, lockedUntil: until }, { kind: "locked", until }],
		["locked without a known end", { lockedOut: true }, { kind: "locked", until: undefined }],
		[
			"locked until somebody unlocks it",
			{
				lockedOut: true,
				lockoutRules: { threshold: 5, durationMs: "until-unlocked", windowMs: 1 },
			},
			{ kind: "locked", isUntilUnlocked: true },
		],
		["disabled", { disabled: true }, { kind: "disabled" }],
		["past its end", { accountExpired: true }, { kind: "account-expired" }],
		["expired", { passwordExpired: true }, { kind: "password-expired" }],
		["told to change", { passwordSetAt: "must-change" }, { kind: "must-change" }],
		["for smart cards alone", { smartCardRequired: true }, { kind: "smart-card-required" }],
		["outside its hours of sign-in", { isOutsideLogonHours: true }, { kind: "no-logon-hours" }],
	];
	test.each(blocks)("%s on any controller blocks, with the reason", (_name, held, obstacle) => {
		const story = changed(both(old), { dc1: arrived(), dc2: arrived(held) });
		expect(story.readinessAt(7)).toMatchObject({ state: "blocked", obstacle });
		expect(story.watch.usableAt).toBeUndefined();
		expect(story.read(8, both(arrived())).watch.state).toBe("usable");
	});
	test.each([["disabled"], ["lockedOut"], ["passwordExpired"], ["accountExpired"]] as const)(
		"%s that cannot be read is no evidence of a free account",
		(flag) => {
			const story = changed(both(old), { dc1: arrived(), dc2: arrived({ [flag]: undefined }) });
			expect(story.readinessAt(7)).toMatchObject({ state: "unconfirmed", doubt: "block-unread" });
		},
	);
	test("a lockout is over when the controller says so, by its own clock", () => {
		const locked = changed(both(old), both(arrived({ lockedOut: true, lockedUntil: landed })));
		expect(locked.read(40, both(arrived({ lockedOut: true }))).watch.state).toBe("blocked");
		expect(locked.read(41, both(arrived())).watch.state).toBe("usable");
	});
	test("the most serious reason is shown", () => {
		const after = { dc1: arrived({ lockedOut: true }), dc2: arrived({ disabled: true }) };
		expect(changed(both(old), after).readinessAt(7).obstacle).toEqual({ kind: "disabled" });
	});
	test("a lockout is shown while the keys are on their way, a block that new keys resolve is not", () => {
		const waiting = (held: Partial<DirectoryAccount>) =>
			changed(both(old), both(present(account(held)))).readinessAt(7);
		expect(waiting({ lockedOut: true })).toMatchObject({
			state: "waiting",
			obstacle: { kind: "locked" },
		});
		expect(waiting({ passwordExpired: true }).obstacle).toBeUndefined();
		expect(waiting({ passwordSetAt: "must-change" })).toMatchObject({
			state: "waiting",
			obstacle: undefined,
		});
	});
});

describe("both kinds of keys", () => {
	const writes = (ntlm: number, kerberos: number, at = landed) => ({
		unicodePwd: { version: ntlm, writtenAt: at },
		supplementalCredentials: { version: kerberos, writtenAt: at },
	});
	test.each([
		["NTLM", 4, 3, "ntlm"],
		["Kerberos", 3, 4, "kerberos"],
	] as const)(
		"%s keys alone are on their way for two minutes, then an obstacle",
		(_name, ntlm, kerberos, kind) => {
			const half = arrived({ keyWrites: writes(ntlm, kerberos), keyVersion: ntlm });
			const story = changed(both(old), both(half));
			expect(story.readinessAt(6.5).state).toBe("arriving");
			expect(story.read(9, both(half)).readinessAt(9)).toMatchObject({
				state: "blocked",
				obstacle: { kind: "one-kind", present: kind },
			});
			expect(story.read(10, both(arrived({ keyWrites: writes(4, 4) }))).watch.state).toBe("usable");
		},
	);
	test.each([["rc4"], ["none"]] as const)(
		"a Kerberos service that holds %s overrules the metadata",
		(kerberosKeys) => {
			const story = changed(both(old), both(arrived({ kerberosKeys })));
			expect(story.read(9, both(arrived({ kerberosKeys }))).watch.state).toBe("blocked");
			expect(story.read(10, both(arrived())).watch.state).toBe("usable");
		},
	);
	test("a Kerberos service that does not answer confirms nothing", () => {
		const silent = both(arrived({ kerberosKeys: "silent" }));
		const story = changed(both(old), silent);
		expect(story.readinessAt(7)).toMatchObject({ state: "unconfirmed", doubt: "kerberos-silent" });
		expect(story.read(8, both(arrived())).watch.state).toBe("usable");
	});
	test("its answer counts only for the keys it was asked about", () => {
		const story = changed(both(old), both(arrived()));
		const silent = both(arrived({ kerberosKeys: "silent" }));
		expect(story.read(8, silent).watch.state).toBe("usable");
		const emptied = arrived({ keyWrites: writes(4, 5), kerberosKeys: "silent" });
		expect(story.read(9, both(emptied)).watch.state).not.toBe("usable");
	});
	test("where it must not be asked, the metadata alone decides", () => {
		const kerberosKeys = "not-asked";
		expect(changed(both(old), both(arrived({ kerberosKeys }))).watch.state).toBe("usable");
		const blind = present(account({ keyWrites: undefined }));
		const unseen = arrived({ kerberosKeys, keyWrites: undefined });
		expect(changed(both(blind), both(unseen)).readinessAt(7).doubt).toBe("kinds-unread");
	});
});

describe("unreadable attributes, one each", () => {
	test("the key version: the metadata is enough", () => {
		const hidden = { keyVersion: undefined };
		const before = both(present(account(hidden)));
		expect(changed(before, both(arrived(hidden))).watch.state).toBe("usable");
	});
	test("the metadata: the key version is enough, once the Kerberos keys have had their time", () => {
		const hidden = { keyWrites: undefined };
		const story = changed(both(present(account(hidden))), both(arrived(hidden)));
		expect(story.watch.state).toBe("arriving");
		expect(story.read(8, both(arrived(hidden))).watch.state).toBe("usable");
		// A newly created account has no old keys that could answer for it.
		const made = arrived({ ...hidden, madeAt: landed });
		expect(changed(both(absent()), both(made), makesFinalKeys).watch.state).toBe("usable");
	});
	test("a key version that is always 1 is no evidence", () => {
		const frozen = { keyVersion: 1, keyWrites: undefined };
		const story = changed(both(present(account(frozen))), both(arrived(frozen)));
		expect(story.readinessAt(7)).toMatchObject({ state: "unconfirmed", doubt: "versions-unread" });
	});
	test("the password time: whose keys they are is in doubt", () => {
		const hidden = { passwordSetAt: undefined };
		const story = changed(both(present(account(hidden))), both(arrived(hidden)));
		expect(story.readinessAt(7).state).toBe("unconfirmed");
	});
	test("all of them: arrival is invisible", () => {
		const hidden = { passwordSetAt: undefined, keyVersion: undefined, keyWrites: undefined };
		const story = changed(both(present(account(hidden))), both(present(account(hidden))));
		expect(story.readinessAt(7)).toMatchObject({ state: "unconfirmed", doubt: "nothing-readable" });
	});
	test("version and metadata: a time that moves is a doubt", () => {
		const hidden = { keyVersion: undefined, keyWrites: undefined };
		const story = changed(both(present(account(hidden))), both(arrived(hidden)));
		expect(story.readinessAt(7)).toMatchObject({ state: "unconfirmed", doubt: "versions-unread" });
	});
	test("attributes hidden after usable change nothing while the rest can be compared", () => {
		const story = changed(both(old), both(arrived()));
		expect(story.read(8, both(arrived({ keyWrites: undefined }))).watch.state).toBe("usable");
		const blind = arrived({ keyWrites: undefined, keyVersion: undefined });
		expect(story.read(9, both(blind)).watch.state).toBe("unconfirmed");
	});
});

describe("a state may regress when a controller says so", () => {
	test("locked and unlocked: usable since the unlock", () => {
		const story = changed(both(old), both(arrived()));
		expect(story.watch.usableAt).toEqual(landed);
		expect(story.read(8, both(arrived({ lockedOut: true }))).watch.state).toBe("blocked");
		expect(story.read(9, both(arrived())).watch.usableAt).toEqual(minutesAfter(9));
	});
	test("a must-change after usable, lifted again: the keys remain recognised", () => {
		const story = changed(both(old), both(arrived()));
		const mustChange = both(arrived({ passwordSetAt: "must-change" }));
		expect(story.read(8, mustChange).watch.state).toBe("blocked");
		expect(story.read(9, both(arrived({ passwordSetAt: minutesAfter(9) }))).watch.state).toBe(
			"usable",
		);
	});
	test("keys of a version that is always 1, whose time moves", () => {
		const only = (minutes: number, more: Partial<DirectoryAccount> = {}) =>
			both(keys(1, minutes, { keyWrites: undefined, madeAt: minutesAfter(1), ...more }));
		const story = changed(both(absent()), only(2)).read(10, only(2));
		expect(story.watch.state).toBe("usable");
		expect(story.read(11, only(2, { passwordSetAt: "must-change" })).watch.state).toBe("blocked");
		expect(story.read(12, only(12)).readinessAt(12)).toMatchObject(unproven("versions-unread"));
	});
	test("an account deleted everywhere is not awaited; one that was hidden is recognised", () => {
		const story = changed(both(old), both(arrived()));
		const gone = story.read(8, both(absent())).readinessAt(8);
		expect(gone).toMatchObject({ state: "waiting", obstacle: { kind: "not-in-scope" } });
		expect(story.read(9, both(arrived())).watch.state).toBe("usable");
	});
	test("other keys after usable belong to another password", () => {
		const story = changed(both(old), both(arrived()));
		const other = arrived({
			keyVersion: 5,
			keyWrites: keyWrites(5, minutesAfter(8)),
			passwordSetAt: minutesAfter(8),
		});
		story.read(8, { dc1: other, dc2: arrived() });
		expect(story.readinessAt(8)).toMatchObject({ state: "unconfirmed", doubt: "moved-on" });
		const half = arrived({
			keyWrites: {
				...keyWrites(4, landed),
				unicodePwd: { version: 5, writtenAt: minutesAfter(8) },
			},
		});
		expect(changed(both(old), both(arrived())).read(8, both(half)).watch.state).toBe("unconfirmed");
	});
	test("another account in its place, even if its only readable version is the same", () => {
		const hidden = { keyWrites: undefined, madeAt: landed };
		const story = changed(both(absent()), both(arrived(hidden)), makesFinalKeys);
		expect(story.watch.state).toBe("usable");
		const another = both(arrived({ ...hidden, objectGuid: "another" }));
		expect(story.read(8, another).readinessAt(8)).toMatchObject({
			state: "unconfirmed",
			doubt: "recreated",
		});
	});
	test("a controller that is restored to an older state", () => {
		const story = changed(both(old), both(arrived()));
		expect(story.read(8, { dc1: arrived(), dc2: old }).readinessAt(8)).toMatchObject({
			state: "unconfirmed",
			doubt: "restored",
		});
	});
	test("a controller that reboots changes nothing for five minutes", () => {
		const story = changed(both(old), both(arrived()));
		const silent = { dc1: arrived(), dc2: unread() };
		expect(story.read(8, silent).watch.state).toBe("usable");
		expect(story.read(10.9, silent).watch.state).toBe("usable");
		expect(story.read(11.1, silent).readinessAt(11.1)).toMatchObject({
			state: "unconfirmed",
			doubt: "not-read",
		});
		expect(story.read(12, both(arrived())).watch.state).toBe("usable");
	});
	test("a reading expires without any event", () => {
		expect(changed(both(old), both(arrived())).readinessAt(11.5).state).toBe("unconfirmed");
	});
	test("after the clock was set back, readings from ahead do not count, and new ones do", () => {
		const story = changed(both(old), both(arrived())).read(60, both(arrived()));
		expect(story.watch.state).toBe("usable");
		expect(story.readinessAt(8)).toMatchObject({ state: "unconfirmed", doubt: "not-read" });
		expect(story.read(8, both(arrived({ lockedOut: true }))).watch.state).toBe("blocked");
		expect(story.read(9, both(arrived())).watch.state).toBe("usable");
	});
	test("of two concurrent readings the newer answer counts, whichever comes first", () => {
		const story = changed(both(old), both(arrived()));
		story.read(8.1, both(arrived({ lockedOut: true })));
		expect(story.read(8, both(arrived())).watch.state).toBe("blocked");
	});
	test("a controller that was added later has to show the keys, too", () => {
		const story = changed({ dc1: old }, { dc1: arrived() });
		expect(story.watch.state).toBe("usable");
		const stranger = present(account({ objectGuid: "another" }));
		expect(story.read(8, { dc1: arrived(), dc3: stranger }).watch.state).not.toBe("usable");
	});
});

describe("a domain created after the change", () => {
	test("never received its keys: the password has to be changed again", () => {
		const story = changed(both(old), both(old));
		const rebuilt = story.ledger.controllers.map((c) => ({ ...c, domainMadeAt: minutesAfter(3) }));
		story.ledger = { ...story.ledger, controllers: rebuilt };
		expect(story.readinessAt(7)).toMatchObject({
			state: "waiting",
			obstacle: { kind: "domain-rebuilt", at: minutesAfter(3) },
		});
	});
	test.each<[where: string, read: Parameters<Story["read"]>[1], state: string]>([
		["on one controller", { dc1: arrived(), dc2: old }, "arriving"],
		["on all", both(arrived()), "usable"],
	])("is no obstacle to keys that are there %s", (_where, read, state) => {
		const story = changed(both(old), both(old)).read(6, read);
		const rebuilt = story.ledger.controllers.map((c) => ({ ...c, domainMadeAt: minutesAfter(3) }));
		story.ledger = { ...story.ledger, controllers: rebuilt };
		expect(story.readinessAt(7)).toMatchObject({ state, obstacle: undefined });
	});
});

describe("a watch whose change was never reported", () => {
	const opened = () => new Story().open(both(old));
	test("is open while no controller shows a trace, however long", () => {
		expect(opened().read(600, both(old)).watch.state).toBe("open");
		expect(opened().read(5, both(unread())).watch.state).toBe("open");
	});
	test("is followed as soon as one does", () => {
		expect(opened().read(6, { dc1: arrived(), dc2: old }).watch.state).toBe("arriving");
		expect(opened().read(6, both(arrived())).watch.state).toBe("usable");
	});
});

describe("traps of PWM, the only other system that shows such a wait", () => {
	test("two controllers are two entries, although one service account reads both", () => {
		const { controllers } = changed(both(old), { dc1: arrived(), dc2: unread() }).readinessAt(7);
		expect(controllers.map(({ name, keys }) => [name, keys.kind])).toEqual([
			["dc1", "new"],
			["dc2", "unread"],
		]);
	});
	test("no wait, however long, becomes usable without evidence", () => {
		const story = changed(both(old), both(old));
		const states = [1, 15, 90, 300, 10_000].map((m) => story.read(m, both(old)).watch.state);
		expect(states).toEqual(["waiting", "waiting", "late", "late", "late"]);
	});
	test("the ledger survives serialisation", () => {
		const story = changed(both(old), both(arrived()));
		const before = story.readinessAt(7);
		story.ledger = structuredClone(story.ledger);
		expect(story.readinessAt(7)).toEqual(before);
	});
	test("the evidence is shown: rule, attribute, strength, times", () => {
		const [first] = changed(both(old), both(arrived())).readinessAt(7).controllers;
		expect(first?.arrival).toEqual({
			seenAt: landed,
			missingAt: minutesAfter(-1),
			evidence: {
				strength: "order",
				rule: "key-version",
				attribute: "msDS-KeyVersionNumber",
				writtenAt: landed,
			},
		});
	});
	test("the mere passage of time changes nothing that is shown", () => {
		const story = changed(both(old), both(old));
		const { revision } = story.watch;
		expect(story.read(20, both(old)).watch.revision).toBe(revision);
	});
});

test("a change reported twice, or dated in the future, is still recorded", () => {
	const story = new Story().open(both(old)).report(minutesAfter(9), CHANGED_AT);
	expect(story.watch.changedAt).toEqual(CHANGED_AT);
	expect(story.report().read(6, both(arrived())).watch.state).toBe("usable");
});

test("a date a few seconds ahead of the portal's clock is kept: the keys carry exactly that", () => {
	const date = new Date(CHANGED_AT.getTime() + 4_000);
	const story = new Story(domainThat("entra")).open(both(old)).report(date, CHANGED_AT);
	expect(story.read(6, both(keys(4, 5, { passwordSetAt: date }))).watch.state).toBe("usable");
});
