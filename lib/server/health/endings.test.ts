import { expect, test } from "vitest";
import { endingsSoon } from "./endings.ts";

const NOW = new Date("2026-11-29T12:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const of = (
	...lifetimes: [certificate: Date | undefined, password: Date | "never" | undefined][]
) =>
	endingsSoon(
		{
			all: () =>
				lifetimes.map(([certificateEnds, readerPasswordEnds], n) => ({
					id: `dc${n}`,
					condition: undefined,
					lifetimes: { certificateEnds, readerPasswordEnds },
				})),
		},
		NOW,
	);

test("what expires within two weeks is reported, the earliest of all controllers", () => {
	expect(of([inDays(13), inDays(20)], [inDays(5), inDays(9)])).toEqual([
		{ kind: "certificate", at: inDays(5) },
		{ kind: "reading-account", at: inDays(9) },
	]);
	expect(of([inDays(-1), "never"])).toEqual([{ kind: "certificate", at: inDays(-1) }]);
});

test("what expires later, never expires or cannot be read is not reported", () => {
	expect(of([inDays(15), inDays(14.1)], [undefined, undefined], [inDays(80), "never"])).toEqual([]);
	const unasked = { id: "dc", condition: undefined, lifetimes: undefined };
	expect(endingsSoon({ all: () => [unasked] }, NOW)).toEqual([]);
});
