import { describe, expect, test } from "vitest";
import type { ControllerAccount } from "../account-view.ts";
import type { CohortHeld, CohortWatch } from "./cohort-held.ts";
import { type CohortReason, type Known, memberState, STATE_OF } from "./cohort-state.ts";
import type { Member } from "./member.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const CHANGED = ago(10);
const readAt = NOW;

const member = (changes: Partial<Member> = {}): Member => ({
	...{ id: "1", displayName: "Dana", userPrincipalName: "dana@x.com", mail: undefined },
	...{ lastPasswordChangeAt: CHANGED, isSynchronised: false, isExternal: false, isEnabled: true },
	...changes,
});
type Present = Extract<ControllerAccount, { kind: "present" }>;
const there = (passwordSetAt: Present["passwordSetAt"], more: Partial<Present> = {}): Present => ({
	...{ name: "dc", kind: "present", readAt, passwordSetAt },
	...{ passwordExpiresAt: undefined, block: undefined, ...more },
});
const gone: ControllerAccount = { name: "dc", kind: "absent", readAt };
const unread: ControllerAccount = { name: "dc", kind: "unread", readAt };
const held = (controllers: ControllerAccount[], watch?: Partial<CohortWatch>): CohortHeld => ({
	id: "1",
	controllers,
	watch: watch && {
		...{ state: "waiting", stateSince: CHANGED, changedAt: CHANGED, usableAt: undefined },
		...{ obstacle: undefined, ...watch },
	},
});
const state = (known: Known["held"], of: Partial<Member> = {}, domainMadeAt?: Date) =>
	memberState(member(of), { held: known, domainMadeAt }, NOW);

const old = ago(60_000);
const fresh = ago(5);
const block = (kind: "disabled" | "must-change" | "password-expired") => ({ block: { kind } });
const mustChange = there("must-change", block("must-change"));

const cases: [what: string, known: Known["held"], of: Partial<Member>, reason: CohortReason][] = [
	["no account: has to change, though Entra's date is of today", held([gone, gone]), {}, "absent"],
	[
		"no account, and Entra's date is years old: the same",
		held([gone]),
		{ lastPasswordChangeAt: old },
		"absent",
	],
	["an account without a password", held([there(undefined)]), {}, "no-password"],
	["a password that does not count any more", held([mustChange]), {}, "must-change"],
	["keys older than Entra's date", held([there(old), there(old)]), {}, "waiting"],
	["keys on one of two", held([there(fresh), there(old)]), {}, "waiting"],
	["an account on one of two", held([there(fresh), gone]), {}, "waiting"],
	["the same for over an hour", held([there(old)]), { lastPasswordChangeAt: ago(61) }, "late"],
	["keys everywhere, by their time", held([there(fresh), there(fresh)]), {}, "by-time"],
	["keys on all that answer is not everywhere", held([there(fresh), unread]), {}, "one-unread"],
	["a disabled account there", held([there(fresh, block("disabled"))]), {}, "disabled"],
	[
		"a password that ran out there",
		held([there(fresh, block("password-expired"))]),
		{},
		"password-expired",
	],
	["a guest", held([gone]), { isExternal: true }, "external"],
	[
		"an account that Entra has switched off",
		held([there(fresh)]),
		{ isEnabled: false },
		"switched-off",
	],
	["nobody to ask", held([]), {}, "not-watched"],
	["nobody that answers", held([unread, unread]), {}, "unread"],
	["no date in Entra", held([there(fresh)]), { lastPasswordChangeAt: undefined }, "no-date"],
	["not asked yet", "not-read-yet", {}, "not-read-yet"],
	["not answered", "not-answered", {}, "not-answered"],
	["a watch that waits, before the account is there", held([gone], {}), {}, "waiting"],
	["a watch that waits, where the old password was expired", held([mustChange], {}), {}, "waiting"],
	["a watch that has waited for over an hour", held([gone], { changedAt: ago(61) }), {}, "late"],
	[
		"a watch that saw the keys arrive",
		held([there(fresh)], { state: "usable", usableAt: fresh }),
		{},
		"seen",
	],
	[
		"a watch that saw it, of a change before the last one",
		held([there(old)], { state: "usable", changedAt: old }),
		{},
		"waiting",
	],
	[
		"a watch that is open knows nothing",
		held([gone], { state: "open", changedAt: undefined }),
		{},
		"absent",
	],
	["a watch that cannot see", held([unread], { state: "unconfirmed" }), {}, "unconfirmed"],
	[
		"a watch that is blocked",
		held([there(fresh)], { state: "blocked", obstacle: { kind: "not-in-scope" } }),
		{},
		"other-obstacle",
	],
];

describe("one state out of six", () => {
	test.each(cases)("%s", (_, known, of, reason) => {
		expect(state(known, of)).toMatchObject({ reason, state: STATE_OF[reason] });
	});
	test("a lockout comes first, whatever a watch has seen, and says until when", () => {
		const until = ago(-20);
		const locked = held(
			[there(fresh, { block: { kind: "locked", until, isUntilUnlocked: false } })],
			{ state: "usable" },
		);
		expect(state(locked)).toMatchObject({ state: "blocked", reason: "locked", until });
	});
	test("who waits, waits since the change", () => {
		expect(state(held([there(old)])).since).toEqual(CHANGED);
	});
});

describe("a managed domain that is younger than the last change", () => {
	test.each([
		["holds no account", held([gone])],
		["cannot be read", held([unread])],
	])("and %s: none was set since it exists", (_, known) => {
		expect(state(known, {}, ago(1)).reason).toBe("before-domain");
	});
	test("says nothing where a password is there, or is synchronised, or was set later", () => {
		expect(state(held([there(fresh)]), {}, ago(1)).reason).toBe("by-time");
		expect(state(held([gone]), { isSynchronised: true }, ago(1)).reason).toBe("absent");
		expect(state(held([gone]), {}, ago(20)).reason).toBe("absent");
	});
});
