import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isFirstToNotify } from "./notify-once.ts";

let stored: Map<string, string>;
beforeEach(() => {
	stored = new Map();
	vi.stubGlobal("localStorage", {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test("of many tabs that ask at once, one notifies", async () => {
	const answers = await Promise.all(
		Array.from({ length: 5 }, () => isFirstToNotify("ticket usable")),
	);
	expect(answers.filter(Boolean)).toHaveLength(1);
	expect(await isFirstToNotify("ticket usable")).toBe(false);
});

test("each watch and each state is notified separately", async () => {
	expect(await isFirstToNotify("apart blocked")).toBe(true);
	expect(await isFirstToNotify("apart usable")).toBe(true);
	expect(await isFirstToNotify("other usable")).toBe(true);
});

test("past notifications cannot be read from the device, and the list is bounded", async () => {
	for (let n = 0; n < 30; n++) await isFirstToNotify(`ticket-${n} usable`);
	const all = [...stored.values()].join();
	expect(all).not.toMatch(/ticket|usable/);
	expect(JSON.parse([...stored.values()][0] ?? "")).toHaveLength(20);
});

test.each([
	["broken", "{"],
	["somebody else's", '"x"'],
])("a store that is %s does not prevent the notification", async (what, value) => {
	stored.set("keyturn.told", value);
	expect(await isFirstToNotify(`${what} usable`)).toBe(true);
});

test("without storage it is still notified", async () => {
	vi.stubGlobal("localStorage", undefined);
	expect(await isFirstToNotify("unstored usable")).toBe(true);
});

test("a tab that does not yet see what another has stored does not notify again", async () => {
	expect(await isFirstToNotify("late usable")).toBe(true);
	stored.clear();
	expect(await isFirstToNotify("late usable")).toBe(false);
});

test("after a reload, without any lock, the stored marks still count", async () => {
	expect(await isFirstToNotify("reload usable")).toBe(true);
	vi.stubGlobal("navigator", {});
	expect(await isFirstToNotify("reload usable")).toBe(false);
});
