import { expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
} from "../readiness/example-accounts.ts";
import type { Observation } from "../readiness/observation.ts";
import { endWatch, observe, openWatch, reportChange, type Watch } from "./watch.ts";
import { watchMails } from "./watch-mails.ts";

const notice = { mail: "dana@contoso.com", locale: "de" };
const person = { id: "1", userPrincipalName: "dana@aaddscontoso.com" };
const landed = present(newKeys(minutesAfter(6)));
const on = (observation: Observation) =>
	new Map([["dc1", { name: "dc1.aaddscontoso.com", observation }]]);

const open = openWatch("ticket", person, {
	observations: on(absent()),
	notice,
	now: minutesAfter(-1),
});
const changed = reportChange(open, CHANGED_AT, minutesAfter(0));
const usable = observe(changed, on(landed), minutesAfter(6));
const locked = observe(
	usable,
	on(present(newKeys(minutesAfter(6), { lockedOut: true }))),
	minutesAfter(7),
);
const seenOnly = observe(open, on(landed), minutesAfter(6));

const cases: [what: string, watch: Watch, kinds: string[]][] = [
	["nothing while no change is known", open, []],
	["the notice when it was changed", changed, ["changed"]],
	["both when it works", usable, ["changed", "usable"]],
	["no news of working while it is locked again", locked, ["changed"]],
	["both when only the domain told of the change", seenOnly, ["changed", "usable"]],
	[
		"nothing when the person has changed it again",
		endWatch(usable, "superseded", minutesAfter(8)),
		[],
	],
	["nothing to somebody without an address", { ...usable, notice: undefined }, []],
];
test.each(cases)("%s", (_what, watch, kinds) => {
	expect(watchMails(watch).map((mail) => mail.kind)).toEqual(kinds);
});

test("a mail carries all that it says", () => {
	expect(watchMails(usable)[1]).toEqual({
		kind: "usable",
		ticket: "ticket",
		mail: "dana@contoso.com",
		locale: "de",
		account: "dana@aaddscontoso.com",
		changedAt: CHANGED_AT,
		usableAt: minutesAfter(6),
		controllers: ["dc1.aaddscontoso.com"],
	});
});
