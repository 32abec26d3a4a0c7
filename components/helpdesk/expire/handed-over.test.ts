import { afterEach, expect, test, vi } from "vitest";
import { forgetHandedOver, handedOverGroup, handOver, readHandedOver } from "./handed-over.ts";

const ID = "AAAAAAAA-0000-4000-8000-000000000001";

afterEach(() => {
	vi.unstubAllGlobals();
});

test.each<[string, string | null, string[]]>([
	["nothing", null, []],
	[
		"members, each once",
		JSON.stringify([{ id: ID }, { id: ID.toLowerCase() }]),
		[ID.toLowerCase()],
	],
	["text that is not JSON", "{", []],
	["no list", "{}", []],
	[
		"strangers in the list",
		JSON.stringify([null, 1, {}, { id: "../me" }, { id: ID }]),
		[ID.toLowerCase()],
	],
])("%s", (_what, kept, expected) => {
	vi.stubGlobal("sessionStorage", { getItem: () => kept });
	expect(readHandedOver()).toEqual(expected);
});

test("without storage nobody was handed over", () => {
	const getItem = () => {
		throw new Error("denied");
	};
	vi.stubGlobal("sessionStorage", { getItem });
	expect(readHandedOver()).toEqual([]);
});

test("people handed over are found again, until they are forgotten", () => {
	const kept = new Map<string, string>();
	vi.stubGlobal("sessionStorage", {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, text: string) => void kept.set(key, text),
		removeItem: (key: string) => void kept.delete(key),
	});
	const group = { id: "g", displayName: "Sales" };
	handOver([ID], group);
	expect(readHandedOver()).toEqual([ID.toLowerCase()]);
	expect(handedOverGroup()).toEqual(group);
	forgetHandedOver();
	expect(readHandedOver()).toEqual([]);
	expect(handedOverGroup()).toBeUndefined();
});
