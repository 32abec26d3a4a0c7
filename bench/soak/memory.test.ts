import { expect, test } from "vitest";
import { growth } from "./memory.ts";

const MB = 1024 * 1024;
/** Every two seconds for five minutes. */
const samples = (bytesAt: (n: number) => number, watchesAt: (n: number) => number = () => 0) =>
	Array.from({ length: 150 }, (_, n) => ({
		afterMs: n * 2_000,
		bytes: bytesAt(n),
		watches: watchesAt(n),
	}));

test("memory that is freed again is not growth", () => {
	expect(growth(samples((n) => (40 + 20 * (n % 3)) * MB))).toMatchObject({ isFlat: true });
});

test("memory that is never freed is growth", () => {
	expect(growth(samples((n) => (40 + n / 10) * MB))).toMatchObject({ isFlat: false });
});

test("the memory of watches is not growth, and anything beyond it is", () => {
	const watches = (n: number) => n * 5;
	const growing = (bytes: number) => growth(samples((n) => 40 * MB + n * 5 * bytes, watches));
	expect(growing(20 * 1024)).toMatchObject({ isFlat: true });
	expect(growing(60 * 1024)).toMatchObject({ isFlat: false });
});

test("the first minute does not count, and a short run is not judged", () => {
	expect(growth(samples((n) => (n < 30 ? 90 : 40) * MB))).toMatchObject({ isFlat: true });
	expect(growth(samples(() => MB).slice(0, 35))).toBeUndefined();
});
