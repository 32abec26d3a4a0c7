import { describe, expect, test } from "vitest";
import { minutesAfter } from "../readiness/example-accounts.ts";
import { type Doubt, mayTryOnce, type Obstacle } from "../readiness/readiness.ts";
import { controllerView, exampleView, NEW_KEYS, OLD_KEYS } from "./example-view.ts";
import { isExpected } from "./is-expected.ts";
import { type StatusMessage, statusMessageOf } from "./status-message.ts";
import type { WatchView, WrongTries } from "./watch-view.ts";

const OLD = controllerView("dc", OLD_KEYS);
const NEW = controllerView("dc", NEW_KEYS);
const PART = controllerView("dc", { kind: "one-kind", present: "ntlm", isFresh: true });

const doubted = (reason: Doubt, wrongTries?: WrongTries) =>
	exampleView({
		state: "unconfirmed",
		doubt: { reason, mayTryOnce: mayTryOnce(reason), since: undefined, wrongTries },
	});
const rowOf = (of: Partial<WatchView>) => row(statusMessageOf(exampleView(of)));
const row = ({ headline, word, instruction, action }: StatusMessage) =>
	[headline, word, instruction, action].join(" ");

const locked = (until?: Date, isUntilUnlocked = false) =>
	({ kind: "locked", until, isUntilUnlocked }) as const;
const LATER = minutesAfter(30);

describe("each state without an obstacle has one row", () => {
	test.each<[Partial<WatchView>, string]>([
		[{ state: "open", isUnanswered: true }, "open open do-not-send-again none"],
		[{ state: "open" }, "begun begun wait change-password"],
		[{ state: "open", hasOldPassword: true }, "begun begun use-old-password change-password"],
		[{ state: "waiting" }, "waiting waiting wait none"],
		[{ state: "waiting", hasOldPassword: true }, "waiting waiting use-old-password none"],
		[{ state: "arriving", controllers: [NEW, OLD] }, "arriving arriving wait none"],
		[{ state: "arriving", controllers: [PART, PART] }, "completing arriving wait none"],
		[
			{ state: "arriving", controllers: [PART, OLD], hasOldPassword: true },
			"completing arriving use-old-password none",
		],
		[{ state: "late" }, "late late tell-helpdesk helpdesk"],
		[{ state: "usable" }, "usable usable sign-in sign-in"],
		[{ state: "unconfirmed" }, "unseen unconfirmed wait none"],
		[{ state: "ended" }, "ended ended sign-in-again none"],
	])("%j", (of, expected) => {
		expect(rowOf(of)).toBe(expected);
	});
});

test("every state and doubt in which people wait says so in its word", () => {
	const shown: WatchView[] = [
		...(["open", "waiting", "arriving", "late", "usable", "unconfirmed", "ended"] as const).map(
			(state) => exampleView({ state }),
		),
		...(
			[
				"no-baseline",
				"earlier-change",
				"other-change",
				"moved-on",
				"kerberos-silent",
				"not-read",
				"no-domain",
			] as const
		).map((reason) => doubted(reason)),
		...OBSTACLES.map(([obstacle]) => exampleView({ state: "blocked", obstacle })),
	];
	for (const each of shown) {
		const { word } = statusMessageOf(each);
		const isWaitedFor = ["waiting", "arriving", "late", "unconfirmed", "probably"].includes(word);
		expect([word, isExpected(each)]).toEqual([word, isWaitedFor]);
	}
});

const OBSTACLES: [Obstacle, string][] = [
	[locked(LATER), "locked blocked wait-until-unlocked none"],
	[locked(), "locked blocked ask-to-unlock helpdesk"],
	[locked(LATER, true), "locked blocked ask-to-unlock helpdesk"],
	[{ kind: "disabled" }, "disabled blocked tell-helpdesk helpdesk"],
	[{ kind: "account-expired" }, "account-expired blocked tell-helpdesk helpdesk"],
	[{ kind: "smart-card-required" }, "smart-card-required blocked tell-helpdesk helpdesk"],
	[{ kind: "no-logon-hours" }, "no-logon-hours blocked tell-helpdesk helpdesk"],
	[{ kind: "must-change" }, "must-change blocked change-again change-password"],
	[{ kind: "password-expired" }, "password-expired blocked change-again change-password"],
	[{ kind: "one-kind", present: "ntlm" }, "one-kind blocked change-again change-password"],
	[{ kind: "domain-rebuilt", at: LATER }, "domain-rebuilt blocked change-again change-password"],
	[{ kind: "not-in-scope" }, "not-in-scope blocked tell-helpdesk helpdesk"],
];

describe("an obstacle", () => {
	test.each(OBSTACLES)("that blocks: %j", (obstacle, expected) => {
		expect(rowOf({ state: "blocked", obstacle })).toBe(expected);
	});
	const NEVER_ARRIVES = ["domain-rebuilt", "not-in-scope"];
	test.each(OBSTACLES.filter(([{ kind }]) => NEVER_ARRIVES.includes(kind)))(
		"that prevents arrival is never shown as on its way: %j",
		(obstacle, expected) => {
			for (const state of ["open", "waiting", "arriving", "late", "unconfirmed"] as const) {
				const shown = exampleView({ state, obstacle, hasOldPassword: true });
				expect(row(statusMessageOf(shown))).toBe(expected);
				expect(isExpected(shown)).toBe(false);
			}
		},
	);
	test.each<[Obstacle, string]>([
		[locked(LATER), "waiting waiting wait-until-unlocked none"],
		[locked(), "waiting waiting ask-to-unlock helpdesk"],
		[{ kind: "disabled" }, "waiting waiting tell-helpdesk helpdesk"],
		[{ kind: "smart-card-required" }, "waiting waiting tell-helpdesk helpdesk"],
	])("that will still block is shown while it is on its way: %j", (obstacle, expected) => {
		const message = statusMessageOf(exampleView({ obstacle, hasOldPassword: true }));
		expect(row(message)).toBe(expected);
		expect(message.meanwhile).toBe(obstacle);
	});
	test("that new keys resolve is not shown while they are on their way", () => {
		for (const kind of ["must-change", "password-expired"] as const) {
			expect(statusMessageOf(exampleView({ obstacle: { kind } })).meanwhile).toBeUndefined();
		}
	});
});

describe("a doubt", () => {
	const ROWS: Record<Doubt, string> = {
		"earlier-change": "probably probably try-once sign-in",
		"later-change": "probably probably try-once sign-in",
		"no-baseline": "probably probably try-once sign-in",
		"password-time": "probably probably try-once sign-in",
		"older-write": "probably probably try-once sign-in",
		"versions-unread": "probably probably try-once sign-in",
		recreated: "unproven unconfirmed tell-helpdesk helpdesk",
		"newly-visible": "unproven unconfirmed tell-helpdesk helpdesk",
		restored: "unproven unconfirmed tell-helpdesk helpdesk",
		"two-accounts": "unproven unconfirmed tell-helpdesk helpdesk",
		"kinds-unread": "unproven unconfirmed tell-helpdesk helpdesk",
		"block-unread": "unproven unconfirmed tell-helpdesk helpdesk",
		"other-change": "unproven unconfirmed wait none",
		"kerberos-silent": "checking unconfirmed wait none",
		"nothing-readable": "unseen unconfirmed wait none",
		"not-read": "unseen unconfirmed wait none",
		"no-domain": "unwatched unconfirmed wait-an-hour none",
		"moved-on": "moved-on moved-on tell-if-not-you helpdesk",
	};
	test.each(Object.entries(ROWS) as [Doubt, string][])("%s", (reason, expected) => {
		expect(row(statusMessageOf(doubted(reason)))).toBe(expected);
	});
	const tries = (count: number, threshold?: number, forgottenAt?: Date) =>
		row(statusMessageOf(doubted("no-baseline", { count, threshold, forgottenAt })));
	test("suggests an attempt only while no wrong attempt is counted", () => {
		expect(tries(0, 5)).toBe("probably probably try-once sign-in");
		expect(tries(2, 5, LATER)).toBe("probably probably try-later none");
		expect(tries(2, 5)).toBe("probably probably ask-before-trying helpdesk");
		expect(tries(2, 0)).toBe("probably probably try-once sign-in");
	});
});
