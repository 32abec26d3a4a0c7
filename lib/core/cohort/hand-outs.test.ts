import { describe, expect, test } from "vitest";
import { countStates, thinned, total } from "./cohort-counts.ts";
import { cohortCsv } from "./cohort-csv.ts";
import { exampleMember } from "./example-people.ts";
import { mailList, mailPortions } from "./mail-portions.ts";

test("every member is counted in exactly one state", () => {
	const counts = countStates([{ state: "usable" }, { state: "usable" }, { state: "unknown" }]);
	expect(counts).toMatchObject({ usable: 2, unknown: 1, waiting: 0 });
	expect(total(counts)).toBe(3);
});

test("a long history keeps its first and last snapshot", () => {
	const all = Array.from({ length: 100 }, (_, n) => n);
	expect(thinned(all, 5)).toEqual([0, 25, 50, 74, 99]);
	expect(thinned([1, 2], 5)).toEqual([1, 2]);
});

test("a name that looks like a formula is text in the file", () => {
	const text = cohortCsv([
		{
			...exampleMember({ id: "1", displayName: "=1+1", userPrincipalName: "@x" }),
			lastPasswordChangeAt: new Date(0),
			state: "waiting",
			reason: "late",
			doubt: undefined,
			since: new Date(0),
		},
	]);
	expect(text.split("\r\n")[1]).toBe(
		"1,'=1+1,'@x,,waiting,late,,1970-01-01T00:00:00.000Z,1970-01-01T00:00:00.000Z,no,no,yes",
	);
});

describe("mails split into several links", () => {
	const mails = Array.from({ length: 250 }, (_, n) => `person${n}@aaddscontoso.com`);
	const text = { subject: "Change & wait", body: "One\nTwo" };
	test("address everybody once, each short enough for mail programs", () => {
		const portions = mailPortions(mails, text);
		const named = portions.flatMap(({ address }) =>
			decodeURIComponent(new URL(address).search.slice("?bcc=".length).split("&")[0] ?? "").split(
				",",
			),
		);
		expect(named).toEqual(mails);
		expect(portions.reduce((sum, { recipients }) => sum + recipients, 0)).toBe(250);
		for (const { address } of portions) expect(address.length).toBeLessThanOrEqual(2_000);
		expect(portions[0]?.address).toContain("&subject=Change%20%26%20wait&body=One%0D%0ATwo");
	});
	test("are separated as Outlook expects", () => {
		const [portion] = mailPortions(["a@x.com", "b@x.com"], text, ";");
		expect(portion?.address).toContain("bcc=a%40x.com;b%40x.com&subject");
	});
	test("an address cannot add a header", () => {
		const [portion] = mailPortions(["a@x.com&cc=b@x.com"], text);
		expect(portion?.address).toContain("bcc=a%40x.com%26cc%3Db%40x.com&subject");
	});
	test("a text that leaves no room still has one recipient per mail", () => {
		expect(mailPortions(mails.slice(0, 3), { ...text, body: "x".repeat(2_000) })).toHaveLength(3);
	});
	test("without recipients there is no mail", () => expect(mailPortions([], text)).toEqual([]));
	test("a list contains each address once", () => expect(mailList(["a", "b", "a"])).toBe("a; b"));
});
