import { expect, test } from "vitest";
import { type Cell, cellAfter, HEAD } from "./grid-keys.ts";

const SIZE = { rows: 20_000, columns: 5, page: 10, isRtl: false };
const press = (at: Cell, key: string, more: object = {}, size = SIZE) =>
	cellAfter(
		at,
		{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more },
		size,
	);
const at = (row: number, column = 1): Cell => ({ row, column });

test.each<[string, Cell, Cell]>([
	["ArrowDown", at(HEAD), at(0)],
	["ArrowDown", at(19_999), at(19_999)],
	["ArrowUp", at(0), at(HEAD)],
	["ArrowUp", at(HEAD), at(HEAD)],
	["ArrowRight", at(3, 4), at(3, 4)],
	["ArrowRight", at(HEAD, 0), at(HEAD, 1)],
	["ArrowLeft", at(3, 0), at(3, 0)],
	["PageDown", at(HEAD), at(10)],
	["PageDown", at(19_995), at(19_999)],
	["PageUp", at(4), at(0)],
	["PageUp", at(25), at(15)],
	["Home", at(500), at(0)],
	["End", at(500), at(19_999)],
])("%s moves within the grid and never out of it", (key, from, to) => {
	expect(press(from, key)).toEqual(to);
});

test("in right-to-left languages the arrows are mirrored", () => {
	const rtl = { ...SIZE, isRtl: true };
	expect(press(at(3, 1), "ArrowLeft", {}, rtl)).toEqual(at(3, 2));
	expect(press(at(3, 1), "ArrowRight", {}, rtl)).toEqual(at(3, 0));
});

test("other keys and key combinations are ignored", () => {
	for (const key of ["a", "Tab", "Enter", " "]) expect(press(at(0), key)).toBeUndefined();
	expect(press(at(0), "ArrowDown", { altKey: true })).toBeUndefined();
	expect(press(at(0), "ArrowDown", { ctrlKey: true })).toBeUndefined();
	expect(press(at(5), "Home", { ctrlKey: true })).toEqual(at(0));
});
