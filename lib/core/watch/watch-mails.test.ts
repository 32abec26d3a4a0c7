import { describe, expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	keyWrites,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "../readiness/example-accounts.ts";
import { makesFinalKeys, Story } from "../readiness/example-story.ts";
import { endWatch, type Watch } from "./watch.ts";
import { mailDelayMs, mailTruth, watchMails } from "./watch-mails.ts";

const DC = "dc1.aaddscontoso.com";
const notice = { mail: "dana@contoso.com", locale: "de" };
const made = { madeAt: minutesAfter(6) };
const landed = { [DC]: present(newKeys(minutesAfter(6), made)) };
const lockedAgain = { [DC]: present(newKeys(minutesAfter(6), { ...made, lockedOut: true })) };

const open = () => new Story(makesFinalKeys).open({ [DC]: absent() }, -1, { ticket: "ticket" });
const changed = () => open().report();
const usable = () => changed().read(6, landed);
/** The previous keys could not be read, so it stays in doubt which change these belong to. */
const doubtful = () =>
	new Story()
		.open({ [DC]: unread() }, -1, { ticket: "ticket" })
		.report()
		.read(6, landed);
const silent = {
	[DC]: present(newKeys(minutesAfter(6), { ...made, kerberosKeys: "silent" })),
};
const replaced = {
	[DC]: present(
		newKeys(minutesAfter(20), {
			...made,
			keyVersion: 5,
			keyWrites: keyWrites(5, minutesAfter(20)),
		}),
	),
};
const movedOn = () => usable().read(20, replaced);
const written = ({ watch }: Story): Watch => ({ ...watch, notice });

const cases: [what: string, watch: Watch, kinds: string[]][] = [
	["nothing while no change is known", written(open()), []],
	["the notice when it was changed", written(changed()), ["changed"]],
	["both when it works", written(usable()), ["changed", "usable"]],
	[
		"no news of working while it is locked again",
		written(usable().read(7, lockedAgain)),
		["changed"],
	],
	[
		"both if the change is known only from the domain",
		written(open().read(6, landed)),
		["changed", "usable"],
	],
	[
		"nothing when the person has changed it again",
		endWatch(written(usable()), "superseded", minutesAfter(8)),
		[],
	],
	["a doubt that allows an attempt, as a doubt", written(doubtful()), ["changed", "doubtful"]],
	[
		"nothing about a doubt that ends within seconds",
		written(changed().read(6, silent)),
		["changed"],
	],
	["that a newer one arrived after it worked", written(movedOn()), ["changed", "moved-on"]],
	["nothing to somebody without an address", usable().watch, []],
];
test.each(cases)("%s", (_what, watch, kinds) => {
	expect(watchMails(watch).map((mail) => mail.kind)).toEqual(kinds);
});

test("a mail carries all the facts it states", () => {
	expect(watchMails(written(usable()))[1]).toEqual({
		kind: "usable",
		ticket: "ticket",
		mail: "dana@contoso.com",
		locale: "de",
		account: usable().watch.person.userPrincipalName,
		changedAt: CHANGED_AT,
		usableAt: minutesAfter(6),
		stateSince: minutesAfter(6),
		controllers: [DC],
	});
});

describe("a mail is sent only while it is true", () => {
	const truth = (
		kind: "changed" | "usable" | "doubtful" | "moved-on",
		story: Story,
		minutes = 30,
	) => mailTruth({ kind }, story.watch, minutesAfter(minutes));
	test("a doubt only after ten minutes, and never once it works", () => {
		expect(mailDelayMs({ kind: "doubtful" })).toBe(10 * 60_000);
		expect(truth("doubtful", doubtful(), 15.9)).toBe("not-now");
		expect(truth("doubtful", doubtful(), 16)).toBe("now");
		expect(truth("doubtful", changed())).toBe("not-now");
		expect(truth("doubtful", usable())).toBe("never");
	});
	test("that it works, only while it does", () => {
		expect(truth("usable", usable())).toBe("now");
		expect(truth("usable", movedOn())).toBe("not-now");
	});
	test("that a newer one arrived, only while it is there", () => {
		expect(truth("moved-on", movedOn())).toBe("now");
		expect(truth("moved-on", usable())).toBe("not-now");
	});
	test("for a watch that has ended or was forgotten, only that it was changed", () => {
		const over = endWatch(usable().watch, "superseded", minutesAfter(8));
		for (const watch of [over, undefined]) {
			expect(mailTruth({ kind: "usable" }, watch, minutesAfter(9))).toBe("never");
			expect(mailTruth({ kind: "moved-on" }, watch, minutesAfter(9))).toBe("never");
			expect(mailTruth({ kind: "changed" }, watch, minutesAfter(9))).toBe("now");
		}
	});
});
