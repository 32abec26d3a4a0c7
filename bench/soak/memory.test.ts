import { expect, test } from "vitest";
import { growth } from "./memory.ts";

const MB = 1024 * 1024;
/** Every two seconds for five minutes. */
const samples = (bytesAt: (n: number) => number) =>
	Array.from({ length: 150 }, (_, n) => ({ afterMs: n * 2_000, bytes: bytesAt(n) }));

test("what comes and goes is no growth", () => {
	expect(growth(samples((n) => (200 + 80 * (n % 3)) * MB))).toMatchObject({ isFlat: true });
});

test("what stays is growth", () => {
	expect(growth(samples((n) => (200 + n) * MB))).toMatchObject({ isFlat: false });
});

test("the first minute does not count, and of a short life nothing is said", () => {
	expect(growth(samples((n) => (n < 30 ? 400 : 200) * MB))).toMatchObject({ isFlat: true });
	expect(growth(samples(() => MB).slice(0, 35))).toBeUndefined();
});
