import { describe, expect, test } from "vitest";
import { calendarDay, dayEndsAt, dayInWords, dayStartsAt, isCalendarDay } from "./calendar-day.ts";
import { type LinkContent, linkState } from "./link.ts";
import { linkIdFrom, readLinkId } from "./link-id.ts";
import { cleanContent, type LinkProblem, linkProblems } from "./link-problems.ts";
import { mailtoAddress } from "./mailto.ts";
import { characterCount, plainLine, plainText } from "./plain-text.ts";

const NOW = new Date("2026-11-22T10:00:00Z");

const content = (changes: Partial<LinkContent> = {}): LinkContent => ({
	title: "Change your password",
	message: "",
	helper: { name: "", mail: "", phone: "" },
	deadline: "",
	lastDay: "2026-12-31",
	language: "en",
	way: "portal",
	domainHint: "",
	...changes,
});
const helper = (changes: Partial<LinkContent["helper"]>) => ({
	helper: { name: "", mail: "", phone: "", ...changes },
});
const inShort = ({ field, code }: LinkProblem) => `${field} ${code}`;

describe("a link's id", () => {
	test("is twelve characters that can be read out and typed", () => {
		expect(linkIdFrom(new Uint8Array(12).fill(255))).toBe("zzzzzzzzzzzz");
		expect(linkIdFrom(Uint8Array.from({ length: 12 }, (_, i) => i))).toBe("0123456789ab");
	});
	test.each([
		["7K3M9QXW2TNB", "7k3m9qxw2tnb"],
		["7k3m-9qxw-2tnb", "7k3m9qxw2tnb"],
		["OOiLl1qxw2tn", "001111qxw2tn"],
		["7k3m9qxw2tn", undefined],
		["7k3m9qxw2tnbb", undefined],
		["7k3m9qxw2tnu", undefined],
		["../../../etc", undefined],
		["", undefined],
	])("%s is read as %s", (text, id) => {
		expect(readLinkId(text)).toBe(id);
	});
});

describe("a link works", () => {
	test.each([
		["2026-12-01T11:59:59Z", "open"],
		["2026-12-01T12:00:00Z", "expired"],
	])("until its last day has ended everywhere on earth: %s %s", (now, state) => {
		expect(linkState({ lastDay: "2026-11-30", endedAt: undefined }, new Date(now))).toBe(state);
	});
	test("not once it has been ended", () => {
		expect(linkState({ lastDay: "2026-12-31", endedAt: NOW }, NOW)).toBe("ended");
	});
	test("across the end of a month", () => {
		expect(dayEndsAt("2028-02-29")).toEqual(new Date("2028-03-01T12:00:00Z"));
	});
});

describe("the content of a link", () => {
	const HERE = { now: NOW, ownDomains: ["contoso.com"] };
	const cases: [what: string, changes: Partial<LinkContent>, problems: string[]][] = [
		["that is whole", {}, []],
		["without a title", { title: " \n " }, ["title missing"]],
		["with a title of 101 characters", { title: "x".repeat(101) }, ["title too-long"]],
		["with 2,000 characters", { message: "x".repeat(2_000) }, []],
		["with 2,000 characters outside the first plane", { message: "🔑".repeat(2_000) }, []],
		["with 10,000 characters", { message: "x".repeat(10_000) }, ["message too-long"]],
		["with HTML", { message: "<script>alert(1)</script>" }, []],
		["with a mail address and more", helper({ mail: "a@b.de?cc=c@d.de" }), ["helperMail mistaken"]],
		["with a mail address", helper({ mail: "help@contoso.com" }), []],
		["with two mail addresses", helper({ mail: "a@b.de,c@d.de" }), ["helperMail mistaken"]],
		["with a script for a mail", helper({ mail: "javascript:alert(1)" }), ["helperMail mistaken"]],
		["with a script for a phone", helper({ phone: "javascript:1" }), ["helperPhone mistaken"]],
		["with a phone", helper({ phone: "+49 (89) 123-45/6" }), []],
		["with an extension", helper({ phone: "+1 425 555 0100 ext. 11" }), []],
		["with a phone in Arabic digits", helper({ phone: "+٤٩ ٣٠ ١٢٣٤" }), []],
		["with words for a phone", helper({ phone: "ask Ann" }), ["helperPhone mistaken"]],
		["with a day that is none", { deadline: "2026-02-30" }, ["deadline mistaken"]],
		["with a deadline today", { deadline: "2026-11-22" }, []],
		["with a deadline last year", { deadline: "2025-11-30" }, ["deadline past"]],
		["with a deadline in the year 0", { deadline: "0000-01-01" }, ["deadline past"]],
		["with a deadline in no year", { deadline: "+12026-12-01" }, ["deadline mistaken"]],
		["with the last year's deadline", { deadline: "9999-12-31" }, ["lastDay before-deadline"]],
		["with an end in the last year", { lastDay: "9999-12-31" }, ["lastDay too-late"]],
		["with an end that is none", { lastDay: "soon" }, ["lastDay mistaken"]],
		["without an end", { lastDay: "" }, ["lastDay missing"]],
		["that ended", { lastDay: "2026-11-20" }, ["lastDay past"]],
		["that ends today", { lastDay: "2026-11-22" }, []],
		["for ever", { lastDay: "2030-01-01" }, ["lastDay too-late"]],
		[
			"that ends before its deadline",
			{ deadline: "2026-12-02", lastDay: "2026-12-01" },
			["lastDay before-deadline"],
		],
		["with a domain hint", { domainHint: "Contoso.com" }, []],
		[
			"with an address for a hint",
			{ domainHint: "https://evil.example/" },
			["domainHint mistaken"],
		],
		["with another organisation's domain", { domainHint: "evil.example" }, ["domainHint not-own"]],
		["with Entra's word for any of them", { domainHint: "organizations" }, []],
		["with a script for a hint", { domainHint: "javascript:alert(1)" }, ["domainHint mistaken"]],
	];
	test.each(cases)("%s", (_, changes, problems) => {
		expect(linkProblems(content(changes), HERE).map(inShort)).toEqual(problems);
	});
	test("whose deadline or domain is out of date can still be changed, but not to another past day", () => {
		const earlier = { deadline: "2026-11-01", domainHint: "old.example" };
		expect(linkProblems(content(earlier), { ...HERE, earlier })).toEqual([]);
		const other = content({ deadline: "2026-11-02" });
		expect(linkProblems(other, { ...HERE, earlier }).map(inShort)).toEqual(["deadline past"]);
	});
	test("that is too long is reported with the excess", () => {
		expect(linkProblems(content({ message: "x".repeat(2_001) }), HERE)).toEqual([
			{ field: "message", code: "too-long", max: 2_000, count: 2_001 },
		]);
	});
	test("is stored without deceptive characters", () => {
		const kept = cleanContent(content({ title: "gpj.\u202eexe", message: "a\u2066b\r\nc\u0000" }));
		expect(kept.title).toBe("gpj.exe");
		expect(kept.message).toBe("ab\nc");
	});
});

describe("plain text", () => {
	test.each([
		["\u202eabc\u202c", "abc"],
		["مرحبا\u200f!", "مرحبا\u200f!"],
		["<b>&amp;</b>", "<b>&amp;</b>"],
		["a\u2028b", "a\nb"],
		["e\u0301", "é"],
		["x\u{e0041}y", "xy"],
		["soft\u00adhyphen\u200band\u2060joiner", "softhyphenandjoiner"],
		["a\ud800b", "a\ufffdb"],
	])("%j is stored as %j", (text, kept) => {
		expect(plainText(text)).toBe(kept);
	});
	test("of one line contains no line breaks", () => {
		expect(plainLine(" a\r\n b\t c ")).toBe("a b c");
	});
	test("is counted in characters as people see them", () => {
		expect(characterCount("a🔑é")).toBe(3);
	});
});

describe("days", () => {
	test.each([
		["2026-12-01", true],
		["2026-13-01", false],
		["2027-02-29", false],
		["2026-1-1", false],
		["", false],
	])("%s: %s", (text, isDay) => {
		expect(isCalendarDay(text)).toBe(isDay);
	});
	test("are added across months and formatted with their weekday, independent of time zones", () => {
		expect(calendarDay(NOW, 9)).toBe("2026-12-01");
		// Also on the day on which Europe's clocks go back, and at the end of a year.
		for (const [day, next] of [
			["2026-10-25", new Date(2026, 9, 26)],
			["2026-12-31", new Date(2027, 0, 1)],
		] as const) {
			expect(dayStartsAt(day, "local", 1)).toEqual(next);
			expect(dayStartsAt(day, "utc").toISOString()).toBe(`${day}T00:00:00.000Z`);
		}
		expect(dayInWords("2026-12-01", "en")).toMatch(/^Tuesday,? 1 December 2026$/);
		expect(dayInWords("2026-12-01", "de")).toBe("Dienstag, 1. Dezember 2026");
		expect(dayInWords("2026-12-01", "ar-EG")).toMatch(/ 1 .* 2026$/);
	});
});

describe("a mailto address", () => {
	test("escapes special characters", () => {
		const { address, hasBody } = mailtoAddress({ subject: "A & B?", body: "1\n2&cc=x@y.z" });
		expect(address).toBe("mailto:?subject=A%20%26%20B%3F&body=1%0D%0A2%26cc%3Dx%40y.z");
		expect(hasBody).toBe(true);
	});
	test("omits a body that mail programs would truncate", () => {
		const { address, hasBody } = mailtoAddress({ subject: "A", body: "x".repeat(2_000) });
		expect(address).toBe("mailto:?subject=A");
		expect(hasBody).toBe(false);
	});
});
