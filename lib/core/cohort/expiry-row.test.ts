import { describe, expect, test } from "vitest";
import {
	afterAnswer,
	type ExpiryRow,
	type ExpiryState,
	READ_LAG_MS,
	type SendAnswer,
	type Shown,
	verdict,
} from "./expiry-row.ts";

const AT = new Date("2026-11-22T10:00:00Z");
const CHANGED = new Date("2026-10-01T00:00:00Z");
const LATER = new Date(AT.getTime() + 1000);

const row = (state: ExpiryState, changes: Partial<ExpiryRow> = {}): ExpiryRow => ({
	id: "p",
	displayName: "Pia",
	userPrincipalName: "pia@contoso.com",
	lastPasswordChangeAt: CHANGED,
	at: AT,
	sends: 1,
	code: "",
	isAudited: false,
	state,
	...changes,
});
const shown = (isExpired: boolean | undefined, changedAt: Date | undefined = CHANGED): Shown => ({
	kind: "person",
	isExpired,
	lastPasswordChangeAt: changedAt,
});
const GONE: Shown = { kind: "gone" };

describe("a read decides", () => {
	test.each<[string, ExpiryState, Shown, number, string]>([
		["nothing was sent: send", "waiting", shown(false), 0, "send"],
		["unreadable: send", "waiting", shown(undefined), 0, "send"],
		["somebody else did it: do not send", "waiting", shown(true), 0, "already"],
		[
			"changed since the rehearsal: do not send",
			"waiting",
			shown(false, LATER),
			0,
			"changed-meanwhile",
		],
		["removed meanwhile", "waiting", GONE, 0, "gone"],
		["unanswered but done: do not resend", "sent", shown(true), 0, "expired"],
		[
			"unanswered, not visible yet: read again",
			"sent",
			shown(false),
			READ_LAG_MS - 1,
			"look-again",
		],
		["unanswered, certainly not done: resend", "sent", shown(false), READ_LAG_MS, "send"],
		["unanswered, unreadable: left to the agent", "sent", shown(undefined), 0, "unknown"],
		[
			"unanswered, changed since: do not resend",
			"sent",
			shown(false, LATER),
			0,
			"changed-meanwhile",
		],
		["accepted and seen", "accepted", shown(true), 0, "expired"],
		["unanswered, visible, and the date moved with it", "sent", shown(true, LATER), 0, "expired"],
		["accepted, lag: look", "accepted", shown(false), READ_LAG_MS - 1, "look-again"],
		["accepted without effect", "accepted", shown(false), READ_LAG_MS, "no-effect"],
		["accepted, unreadable", "accepted", shown(undefined), 0, "not-shown"],
		["accepted, then changed by the person", "accepted", shown(false, LATER), 0, "expired"],
		["accepted and removed", "accepted", GONE, 0, "gone"],
	])("%s", (_what, state, read, afterMs, expected) => {
		const given = verdict(row(state), read, new Date(AT.getTime() + afterMs));
		expect(given.next === "settled" ? given.state : given.next).toBe(expected);
	});

	test("after five unanswered attempts nothing more is sent", () => {
		const now = new Date(AT.getTime() + READ_LAG_MS);
		const given = verdict(row("sent", { sends: 5 }), shown(false), now);
		expect(given).toEqual({ next: "settled", state: "failed" });
	});
});

test.each<[SendAnswer, ExpiryState]>([
	[{ kind: "done" }, "accepted"],
	[{ kind: "throttled" }, "waiting"],
	[{ kind: "unauthorised" }, "waiting"],
	[{ kind: "no-answer" }, "sent"],
	[{ kind: "refused", reason: "refused", code: "x" }, "refused"],
	[{ kind: "refused", reason: "gone", code: "x" }, "gone"],
])("after %j a person is %s", (answer, state) => {
	expect(afterAnswer(answer).state).toBe(state);
});
