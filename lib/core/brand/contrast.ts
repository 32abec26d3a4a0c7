/** A colour as `#rrggbb`, in lower case. */
export type Colour = `#${string}`;

export const isColour = (text: string): text is Colour => /^#[\da-f]{6}$/i.test(text);

/** The minimum contrast between text and its background (WCAG 2.2, 1.4.3, level AA). */
export const TEXT_CONTRAST = 4.5;

const channels = (colour: Colour): number[] =>
	[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** WCAG 2.2, "relative luminance". */
function luminance(colour: Colour): number {
	const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
	const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

/** The lowest contrast of a colour with any of several others, and which one it is. */
export function leastContrast(colour: Colour, others: readonly Colour[]) {
	return others
		.map((other) => ({ other, ratio: contrast(colour, other) }))
		.reduce((least, one) => (one.ratio < least.ratio ? one : least));
}

const STEPS = 50;

/** The nearest colour, towards black or white, that is readable as text on all the others. */
export function readableOn(
	others: readonly Colour[],
	colour: Colour,
	towards: "#000000" | "#ffffff",
): Colour {
	const mixes = Array.from({ length: STEPS + 1 }, (_, step) => mix(colour, towards, step / STEPS));
	return mixes.find((one) => leastContrast(one, others).ratio >= TEXT_CONTRAST) ?? towards;
}

function mix(one: Colour, other: Colour, share: number): Colour {
	const to = channels(other);
	const mixed = channels(one).map((value, n) =>
		Math.round(value + ((to[n] ?? 0) - value) * share)
			.toString(16)
			.padStart(2, "0"),
	);
	return `#${mixed.join("")}`;
}
