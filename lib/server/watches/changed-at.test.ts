import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changedAtSchema } from "./changed-at.ts";

const NOW = new Date("2026-11-22T10:00:00Z");

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => {
	vi.useRealTimers();
});

test.each([
	["now", "2026-11-22T10:00:00Z", undefined],
	["72 hours ago", "2026-11-19T10:00:00Z", undefined],
	["longer ago", "2026-11-19T09:59:59Z", "must lie in the last 72 hours"],
	["ten minutes ahead, as clocks may differ", "2026-11-22T10:10:00Z", undefined],
	["further ahead", "2026-11-22T10:10:01Z", "must lie in the last 72 hours"],
	["a day", "2026-11-22", "must be an instant in UTC like 2026-11-22T10:00:00Z"],
	[
		"another zone's",
		"2026-11-22T10:00:00+01:00",
		"must be an instant in UTC like 2026-11-22T10:00:00Z",
	],
])("a `changedAt` that is %s", (_what, text, mistake) => {
	const parsed = changedAtSchema.safeParse(text);
	expect(parsed.error?.issues.map(({ message }) => message)).toEqual(mistake && [mistake]);
	expect(parsed.data).toEqual(mistake ? undefined : new Date(text));
});
