import { afterEach, expect, test, vi } from "vitest";
import {
	type ChangeRecord,
	mayBeSomebodyElses,
	noteSignedIn,
	readChangeRecord,
	writeChangeRecord,
} from "./change-record.ts";

afterEach(() => vi.unstubAllGlobals());

const sentAt = new Date("2026-11-22T10:00:00Z");
const minutesLater = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000);

test.each([
	["the form", "not-known", 1, false],
	["the form", "not-known", 11, true],
	["another page", undefined, 11, false],
	["another page", undefined, 61, true],
] as const)(
	"a change begun on %s (%s) and dated %i minutes later may be somebody else's: %s",
	(...row) => {
		const [, lastTry, minutes, expected] = row;
		const record = { sentAt, lastTry } as ChangeRecord;
		expect(mayBeSomebodyElses(record, minutesLater(minutes))).toBe(expected);
	},
);

// An older version's, or a damaged one: it must not take the pages down for as long as it is kept.
test.each(["[]", "1", '"x"', "{}", "null", "{", "[null]", '{"ticket":"t","sentAt":"yesterday"}'])(
	"%s is no record of a change",
	(text) => {
		vi.stubGlobal("localStorage", { getItem: () => text });
		expect(readChangeRecord()).toBeUndefined();
	},
);

test("a tab does not read the change of somebody else who is signed in in another tab", () => {
	const stub = (name: string) => {
		const kept = new Map<string, string>();
		const getItem = (key: string) => kept.get(key) ?? null;
		const setItem = (key: string, text: string) => void kept.set(key, text);
		vi.stubGlobal(name, { getItem, setItem });
	};
	stub("localStorage");
	stub("sessionStorage");
	writeChangeRecord({ personId: "ada", sentAt } as ChangeRecord);
	expect(readChangeRecord()).toMatchObject({ personId: "ada" });
	noteSignedIn("grace");
	expect(readChangeRecord()).toBeUndefined();
	noteSignedIn("ada");
	expect(readChangeRecord()).toMatchObject({ personId: "ada" });
});
