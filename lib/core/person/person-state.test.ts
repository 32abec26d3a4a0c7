import { describe, expect, test } from "vitest";
import type { ControllerAccount } from "../account-view.ts";
import type { AccountBlock } from "../readiness/account-block.ts";
import type { DoubtView } from "../watch/watch-view.ts";
import {
	type EntraFacts,
	isOfLaterChange,
	type Known,
	type PersonReason,
	personState,
	STATE_OF,
	type WatchFinding,
} from "./person-state.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const CHANGED = ago(10);
const readAt = NOW;

const entra = (changes: Partial<EntraFacts> = {}): EntraFacts => ({
	lastPasswordChangeAt: CHANGED,
	isSynchronised: false,
	isExternal: false,
	isEnabled: true,
	...changes,
});
type Present = Extract<ControllerAccount, { kind: "present" }>;
const there = (passwordSetAt: Present["passwordSetAt"], more: Partial<Present> = {}): Present => ({
	name: "dc",
	kind: "present",
	readAt,
	passwordSetAt,
	passwordExpiresAt: undefined,
	block: undefined,
	...more,
});
const gone: ControllerAccount = { name: "dc", kind: "absent", readAt };
const unread: ControllerAccount = { name: "dc", kind: "unread", readAt };
const twins: ControllerAccount = { name: "dc", kind: "twins", readAt };
const known = (controllers: Known["controllers"], watch?: Partial<WatchFinding>): Known => ({
	controllers,
	domainMadeAt: undefined,
	watch: watch && {
		state: "waiting",
		stateSince: CHANGED,
		changedAt: CHANGED,
		usableAt: undefined,
		obstacle: undefined,
		doubt: undefined,
		isUnanswered: false,
		...watch,
	},
});
const state = (of: Known, facts: Partial<EntraFacts> = {}, domainMadeAt?: Date) =>
	personState(entra(facts), { ...of, domainMadeAt }, NOW);

const old = ago(60_000);
const fresh = ago(5);
const locked = (until?: Date, isUntilUnlocked = false) =>
	({ kind: "locked", until, isUntilUnlocked }) as const;
const blocked = (block: AccountBlock) => there(fresh, { block });
const mustChange = there("must-change", { block: { kind: "must-change" } });
const doubt = { reason: "no-baseline", mayTryOnce: true } as const;
const unconfirmed = (reason: DoubtView["reason"]) =>
	known([there(fresh)], { state: "unconfirmed", doubt: { reason, mayTryOnce: false } });

const cases: [what: string, of: Known, facts: Partial<EntraFacts>, reason: PersonReason][] = [
	["no account: has to change, although Entra's date is today", known([gone, gone]), {}, "absent"],
	[
		"no account, and Entra's date is years old",
		known([gone]),
		{ lastPasswordChangeAt: old },
		"absent",
	],
	["an account without a password", known([there(undefined)]), {}, "no-password"],
	["a password from before the domain was recreated", known([mustChange]), {}, "must-change"],
	["keys older than Entra's date", known([there(old), there(old)]), {}, "waiting"],
	["keys on one of two", known([there(fresh), there(old)]), {}, "waiting"],
	["an account on one of two", known([there(fresh), gone]), {}, "waiting"],
	["the same for over an hour", known([there(old)]), { lastPasswordChangeAt: ago(61) }, "late"],
	["keys everywhere, by their time", known([there(fresh), there(fresh)]), {}, "by-time"],
	[
		"keys on all that answer are not keys everywhere",
		known([there(fresh), unread]),
		{},
		"one-unread",
	],
	["an account from elsewhere", known([gone]), { isExternal: true }, "external"],
	["an account disabled in Entra", known([there(fresh)]), { isEnabled: false }, "switched-off"],
	["nobody to ask", known([]), {}, "not-watched"],
	["nobody that answers", known([unread, unread]), {}, "unread"],
	["two accounts with one id", known([twins, there(fresh)]), {}, "two-accounts"],
	["no date in Entra", known([there(fresh)]), { lastPasswordChangeAt: undefined }, "no-date"],
	["not asked yet", known("not-read-yet"), {}, "not-read-yet"],
	["not answered", known("not-answered"), {}, "not-answered"],
	["a watch that waits, before the account exists", known([gone], {}), {}, "waiting"],
	[
		"a watch that waits, where the old password was expired",
		known([mustChange], {}),
		{},
		"waiting",
	],
	[
		"a watch that has waited for over an hour",
		known([gone], { changedAt: ago(61) }),
		{ lastPasswordChangeAt: ago(61) },
		"late",
	],
	[
		"a watch that saw the keys arrive",
		known([there(fresh)], { state: "usable", usableAt: fresh }),
		{},
		"seen",
	],
	[
		"must change again after it worked",
		known([mustChange], { state: "usable" }),
		{},
		"must-change",
	],
	[
		"an open watch says nothing",
		known([gone], { state: "open", changedAt: undefined }),
		{},
		"absent",
	],
	["an ended watch says nothing", known([there(fresh)], { state: "ended" }), {}, "by-time"],
	[
		"a watch without a readable controller",
		known([unread], { state: "unconfirmed" }),
		{},
		"unread",
	],
	[
		"a doubt that allows an attempt",
		known([there(fresh)], { state: "unconfirmed", doubt }),
		{},
		"unproven",
	],
	["a doubt that does not", unconfirmed("recreated"), {}, "unconfirmed"],
	["newer keys after it worked", unconfirmed("moved-on"), {}, "moved-on"],
	[
		"a watch that was out of scope",
		known([gone], { state: "late", obstacle: { kind: "not-in-scope" } }),
		{},
		"not-in-scope",
	],
	[
		"an unanswered attempt, after a password known to both",
		known([there(fresh)], { state: "open", changedAt: undefined, isUnanswered: true }),
		{},
		"unanswered",
	],
	[
		"an unanswered attempt, with nothing arrived",
		known([gone], { state: "open", changedAt: undefined, isUnanswered: true }),
		{},
		"absent",
	],
	[
		"a change that was begun elsewhere, or refused",
		known([there(fresh)], { state: "open", changedAt: undefined }),
		{},
		"by-time",
	],
	[
		"a temporary password that has not arrived yet",
		known([gone], { state: "blocked", obstacle: { kind: "must-change" }, isTemporary: true }),
		{},
		"temporary",
	],
	[
		"a temporary password that has arrived",
		known([there(fresh, { block: { kind: "must-change" } })], {
			state: "blocked",
			obstacle: { kind: "must-change" },
			isTemporary: true,
		}),
		{},
		"temporary",
	],
	[
		"a watch whose domain was recreated",
		known([gone], { obstacle: { kind: "domain-rebuilt", at: fresh } }),
		{},
		"before-domain",
	],
];

describe("one state", () => {
	test.each(cases)("%s", (_, of, facts, reason) => {
		expect(state(of, facts)).toMatchObject({ reason, state: STATE_OF[reason] });
	});
	test.each<AccountBlock>([
		{ kind: "disabled" },
		{ kind: "account-expired" },
		{ kind: "password-expired" },
		{ kind: "smart-card-required" },
		{ kind: "no-logon-hours" },
	])("every block has its own reason: $kind", (block) => {
		expect(state(known([blocked(block)]))).toMatchObject({ state: "blocked", reason: block.kind });
		const watch = { state: "blocked", obstacle: block } as const;
		expect(state(known([blocked(block)], watch)).reason).toBe(block.kind);
	});
	test("is never `usable` for a password that no watch saw arrive", () => {
		expect(state(known([there(fresh)])).state).toBe("probably");
	});
	test("of somebody who waits counts the controllers and dates from the change", () => {
		expect(state(known([there(fresh), there(old)]))).toMatchObject({
			since: CHANGED,
			arrived: { count: 1, of: 2 },
		});
	});
});

describe("a watch", () => {
	const morning = { state: "usable", changedAt: ago(200), usableAt: ago(190) } as const;
	test("does not count for a change later than its own", () => {
		expect(state(known([there(ago(190))], morning))).toMatchObject({
			reason: "waiting",
			isWatched: false,
		});
		expect(state(known([there(fresh)], morning)).reason).toBe("by-time");
	});
	test("of an earlier change shows that Entra's later date is not the account's creation", () => {
		expect(state(known([gone, gone], morning))).toMatchObject({
			reason: "waiting",
			since: CHANGED,
		});
	});
	test("counts where Entra's date is the same, or older because a replica lags", () => {
		for (const lastPasswordChangeAt of [old, ago(200), ago(200 - 2 / 60), undefined]) {
			const found = state(known([there(ago(190))], morning), { lastPasswordChangeAt });
			expect(found).toMatchObject({ reason: "seen", isWatched: true, since: ago(190) });
		}
	});
	test("counts no longer once Entra dates another change seconds later", () => {
		const seconds = (n: number) => new Date(ago(200).getTime() + n * 1_000);
		expect(
			state(known([there(ago(190))], morning), { lastPasswordChangeAt: seconds(20) }),
		).toMatchObject({ state: "probably", reason: "by-time" });
		// Without Entra's date in time, the portal recorded its own.
		const estimated = { ...morning, changedAt: new Date(ago(200).getTime() - 877) };
		expect(
			state(known([there(ago(190))], estimated), { lastPasswordChangeAt: seconds(20) }),
		).toMatchObject({ state: "usable" });
	});
	test("whose change was never reported is dated by when it was seen", () => {
		const seen = { changedAt: undefined, usableAt: ago(20), stateSince: ago(20) };
		expect(isOfLaterChange(ago(25), seen)).toBe(false);
		expect(isOfLaterChange(ago(15), seen)).toBe(true);
	});
});

test("after wrong attempts the next one must wait", () => {
	const wrongTries = { count: 2, threshold: 5, forgottenAt: ago(-10) };
	const tries = (more: object) =>
		state(known([there(fresh)], { state: "unconfirmed", doubt: { ...doubt, ...more } })).tries;
	expect(tries({ wrongTries })).toEqual(wrongTries);
	expect(tries({ wrongTries: { ...wrongTries, count: 0 } })).toBeUndefined();
	expect(tries({})).toBeUndefined();
});

describe("a lockout", () => {
	const until = ago(-20);
	test("takes precedence over what a watch has seen, and says until when", () => {
		const found = state(known([blocked(locked(until))], { state: "usable" }));
		expect(found).toMatchObject({ state: "blocked", reason: "locked", lock: { until } });
	});
	test("that only the helpdesk can end is shown as such", () => {
		const found = state(known([blocked(locked(undefined, true))]));
		expect(found.lock).toMatchObject({ until: undefined, isUntilUnlocked: true });
	});
	const passwordAfter = (of: Known, facts: Partial<EntraFacts> = {}) =>
		state(of, facts).lock?.password;
	test("of somebody who has never changed it mentions no new password", () => {
		const long = there(old, { block: locked(until) });
		expect(passwordAfter(known([long]), { lastPasswordChangeAt: old })).toBe("last");
		expect(passwordAfter(known([long]), { lastPasswordChangeAt: undefined })).toBe("last");
	});
	test("says to wait while the new one is on its way, and to use it once it is there", () => {
		const before = there(old, { block: locked(until) });
		expect(passwordAfter(known([before], {}))).toBe("wait");
		expect(passwordAfter(known([before]))).toBe("wait");
		const watch = { state: "blocked", obstacle: locked(until) } as const;
		expect(passwordAfter(known([blocked(locked(until))], watch))).toBe("new");
	});
});

describe("a managed domain that is newer than the last change", () => {
	test.each([
		["holds no account", known([gone])],
		["cannot be read", known([unread])],
	])("and %s: no password was set since it was created", (_, of) => {
		expect(state(of, {}, ago(1)).reason).toBe("before-domain");
	});
	test("is not reported where it holds a password, or it is synchronised, or was set later", () => {
		expect(state(known([there(fresh)]), {}, ago(1)).reason).toBe("by-time");
		expect(state(known([gone]), { isSynchronised: true }, ago(1)).reason).toBe("absent");
		expect(state(known([gone]), {}, ago(20)).reason).toBe("absent");
	});
});
