import { describe, expect, test } from "vitest";
import type { AccountView, ControllerAccount } from "../account-view.ts";
import { forecast } from "../forecast/forecast.ts";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
} from "../readiness/example-accounts.ts";
import { Story } from "../readiness/example-story.ts";
import { watchView } from "../watch/watch-view.ts";
import type { LookedUp } from "./looked-up.ts";
import { personAdvice } from "./person-advice.ts";
import type { EntraFacts } from "./standing.ts";

type Held = Partial<Extract<ControllerAccount, { kind: "present" }>>;

const entra = (changes: Partial<EntraFacts> = {}): EntraFacts => ({
	isExternal: false,
	isEnabled: true,
	lastPasswordChangeAt: CHANGED_AT,
	...changes,
});
const readAt = minutesAfter(5);
const there = (passwordSetAt: Held["passwordSetAt"], more: Held = {}): ControllerAccount => ({
	...{ name: "dc", kind: "present", readAt, passwordSetAt },
	...{ passwordExpiresAt: undefined, block: undefined, ...more },
});
const gone: ControllerAccount = { name: "dc", kind: "absent", readAt };
const unread: ControllerAccount = { name: "dc", kind: "unread", readAt };
const held = (...controllers: ControllerAccount[]): LookedUp => ({
	id: "1",
	account: { controllers, userPrincipalName: undefined, samAccountName: undefined } as AccountView,
	watch: undefined,
});
const advice = (found: LookedUp, at = minutesAfter(5), facts = entra()) =>
	personAdvice(facts, found, at);

const old = minutesAfter(-60_000);
const fresh = minutesAfter(4);

describe("without a watch", () => {
	const cases: [what: string, found: LookedUp, expected: object][] = [
		[
			"no account means that the password has to be changed, though Entra's date is of today",
			held(gone, gone),
			{ kind: "has-to-change" },
		],
		["an account without a password, likewise", held(there(undefined)), { kind: "no-password" }],
		[
			"keys older than Entra's date are waited for",
			held(there(old), there(old)),
			{ kind: "waiting", arrived: 0, total: 2 },
		],
		["one of two is not all", held(there(fresh), there(old)), { kind: "waiting", arrived: 1 }],
		[
			"an account on one of two is not all",
			held(there(fresh), gone),
			{ kind: "waiting", arrived: 1 },
		],
		[
			"keys of the change everywhere work, by their time alone",
			held(there(fresh), there(fresh)),
			{ kind: "usable", evidence: "time", isEverywhere: true },
		],
		[
			"a controller that is unread is said",
			held(there(fresh), unread),
			{ kind: "usable", isEverywhere: false },
		],
		[
			"a lockout comes first",
			held(
				there(fresh, { block: { kind: "locked", until: readAt, isUntilUnlocked: false } }),
				there(fresh),
			),
			{ kind: "locked", until: readAt },
		],
		[
			"must change",
			held(there("must-change", { block: { kind: "must-change" } })),
			{ kind: "must-change" },
		],
		["nobody to ask is not known", held(), { kind: "not-watched" }],
		["nobody that answers is not known", held(unread, unread), { kind: "unread" }],
	];
	test.each(cases)("%s", (_, found, expected) => {
		expect(advice(found)).toMatchObject(expected);
	});
	test("after an hour it is late", () => {
		expect(advice(held(there(old)), minutesAfter(61))).toMatchObject({ kind: "late" });
	});
	test("without Entra's date nothing is guessed", () => {
		const facts = entra({ lastPasswordChangeAt: undefined });
		expect(advice(held(there(fresh)), readAt, facts)).toEqual({ kind: "no-date" });
	});
	test("guests and the disabled cannot", () => {
		expect(advice(held(gone), readAt, entra({ isExternal: true }))).toEqual({
			kind: "cannot-external",
		});
		expect(advice(held(there(fresh)), readAt, entra({ isEnabled: false }))).toEqual({
			kind: "cannot-disabled",
		});
	});
});

describe("a watch", () => {
	const made = { madeAt: minutesAfter(4) };
	const open = () => new Story().open({ dc1: absent() });
	const changed = () => open().report().read(3, { dc1: absent() });
	const usable = () => changed().read(4, { dc1: present(newKeys(minutesAfter(4), made)) });
	const shown = { forecast: forecast([], false), reference: "KT-0000-0000" };
	const withWatch = (found: LookedUp, story = changed()): LookedUp => ({
		...found,
		watch: {
			ticket: "t",
			view: watchView(story.watch, story.surroundings(), shown, minutesAfter(5)),
		},
	});

	test("that saw a change is believed where the account is not there yet", () => {
		expect(advice(withWatch(held(gone)))).toMatchObject({ kind: "waiting", since: CHANGED_AT });
	});
	test("that saw it arrive says so with its own evidence", () => {
		expect(advice(withWatch(held(there(fresh)), usable()))).toMatchObject({
			kind: "usable",
			evidence: "watch",
		});
	});
	test("never hides a lockout", () => {
		const locked = held(
			there(fresh, { block: { kind: "locked", until: undefined, isUntilUnlocked: true } }),
		);
		expect(advice(withWatch(locked, usable()))).toEqual({ kind: "locked", until: undefined });
	});
	test("that saw nothing yet leaves it to what the domain holds", () => {
		expect(advice(withWatch(held(gone), open()))).toEqual({ kind: "has-to-change" });
	});
});
