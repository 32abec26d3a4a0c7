import { expect, test } from "vitest";
import { BACKGROUNDS, OWN_ACCENT } from "./backgrounds.ts";
import { type Colour, contrast, leastContrast, readableOn, TEXT_CONTRAST } from "./contrast.ts";

test.each<[Colour, Colour, number]>([
	["#000000", "#ffffff", 21],
	["#ffffff", "#ffffff", 1],
	// The example of WCAG technique G18.
	["#777777", "#ffffff", 4.48],
	["#ff0000", "#ffffff", 4],
])("%s on %s is %d", (one, other, ratio) => {
	expect(contrast(one, other)).toBeCloseTo(ratio, 1);
	expect(contrast(other, one)).toBe(contrast(one, other));
});

test.each(["light", "dark"] as const)(
	"the default accent is readable in the %s scheme",
	(scheme) => {
		const backgrounds = Object.values(BACKGROUNDS[scheme]);
		expect(leastContrast(OWN_ACCENT[scheme], backgrounds).ratio).toBeGreaterThan(TEXT_CONTRAST);
	},
);

test.each<Colour>(["#ff6600", "#ffff00", "#00ff00", "#ffffff", "#000000", "#7f7f7f"])(
	"%s has a readable neighbour, light and dark",
	(colour) => {
		const light = Object.values(BACKGROUNDS.light);
		const dark = Object.values(BACKGROUNDS.dark);
		const deeper = readableOn(light, colour, "#000000");
		const paler = readableOn(dark, colour, "#ffffff");
		expect(leastContrast(deeper, light).ratio).toBeGreaterThanOrEqual(TEXT_CONTRAST);
		expect(leastContrast(paler, dark).ratio).toBeGreaterThanOrEqual(TEXT_CONTRAST);
	},
);

test("a readable colour is not changed", () => {
	expect(readableOn(["#ffffff"], "#0f5ea8", "#000000")).toBe("#0f5ea8");
});
