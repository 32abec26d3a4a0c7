import { expect, test } from "vitest";
import { calendarFile } from "./calendar-file.ts";

const ENTRY = {
	title: "Change your password; soon, \\o/",
	text: "Line one\nغيّر كلمة مرورك على أجهزة العمل قبل أن تتوقف عن العمل: https://portal.contoso.example",
	day: new Date(2027, 1, 3, 23, 59),
	madeAt: new Date("2026-11-29T10:20:30.456Z"),
};

test("the entry covers the whole day in the person's time zone, with a reminder a week before", () => {
	const lines = calendarFile(ENTRY).split("\r\n");
	expect(lines).toContain("DTSTART;VALUE=DATE:20270203");
	expect(lines).toContain("TRIGGER:-P7D");
	expect(lines).toContain("DTSTAMP:20261129T102030Z");
	expect(lines.filter((line) => line.startsWith("BEGIN:"))).toHaveLength(3);
	expect(lines.filter((line) => line.startsWith("END:"))).toHaveLength(3);
	expect(lines.at(-1)).toBe("");
});

test("special characters are escaped, and long lines are folded between characters", () => {
	const file = calendarFile(ENTRY);
	const sizes = file.split("\r\n").map((line) => Buffer.byteLength(line));
	expect(Math.max(...sizes)).toBeLessThanOrEqual(75);
	expect(file).not.toContain("\ufffd");
	const unfolded = file.replaceAll("\r\n ", "");
	expect(unfolded).toContain("SUMMARY:Change your password\\; soon\\, \\\\o/\r\n");
	expect(unfolded).toContain(`DESCRIPTION:${ENTRY.text.replace("\n", "\\n")}\r\n`);
});
