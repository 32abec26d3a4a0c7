import { expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
} from "../readiness/example-accounts.ts";
import { Story } from "../readiness/example-story.ts";
import { endWatch, type Watch } from "./watch.ts";
import { watchMails } from "./watch-mails.ts";

const DC = "dc1.aaddscontoso.com";
const notice = { mail: "dana@contoso.com", locale: "de" };
const made = { madeAt: minutesAfter(6) };
const landed = { [DC]: present(newKeys(minutesAfter(6), made)) };
const lockedAgain = { [DC]: present(newKeys(minutesAfter(6), { ...made, lockedOut: true })) };

const open = () => new Story().open({ [DC]: absent() }, -1, { ticket: "ticket" });
const changed = () => open().report();
const usable = () => changed().read(6, landed);
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
		"both when only the domain told of the change",
		written(open().read(6, landed)),
		["changed", "usable"],
	],
	[
		"nothing when the person has changed it again",
		endWatch(written(usable()), "superseded", minutesAfter(8)),
		[],
	],
	["nothing to somebody without an address", usable().watch, []],
];
test.each(cases)("%s", (_what, watch, kinds) => {
	expect(watchMails(watch).map((mail) => mail.kind)).toEqual(kinds);
});

test("a mail carries all that it says", () => {
	expect(watchMails(written(usable()))[1]).toEqual({
		kind: "usable",
		ticket: "ticket",
		mail: "dana@contoso.com",
		locale: "de",
		account: usable().watch.person.userPrincipalName,
		changedAt: CHANGED_AT,
		usableAt: minutesAfter(6),
		controllers: [DC],
	});
});
