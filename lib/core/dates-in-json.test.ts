import { expect, test } from "vitest";
import { parseWithDates } from "./dates-in-json.ts";

test("dates come back as they were written", () => {
	const value = { readAt: new Date(0), deep: [{ until: new Date(1), stateSince: new Date(2) }] };
	expect(parseWithDates(JSON.stringify(value))).toEqual(value);
});

test("a string that only looks like a date stays a string", () => {
	const value = { name: "2026-11-22T10:00:00Z", changedAt: "yesterday", format: "x" };
	expect(parseWithDates(JSON.stringify(value))).toEqual(value);
});
