import type { Colour } from "./contrast.ts";

/**
 * Every background behind a link or a button, and the text colour on buttons: the tokens of
 * `app/globals.css`; a test compares them.
 */
export const BACKGROUNDS = {
	light: {
		canvas: "#f5f7f9",
		surface: "#ffffff",
		raised: "#f0f3f6",
		"info-tint": "#e8f1fb",
		"success-tint": "#e6f5ed",
		"warning-tint": "#fff3d9",
		"danger-tint": "#fdecea",
		"on-action": "#ffffff",
	},
	dark: {
		canvas: "#0f1317",
		surface: "#171c21",
		raised: "#20272e",
		"info-tint": "#10253a",
		"success-tint": "#0f2a1d",
		"warning-tint": "#2e2206",
		"danger-tint": "#34140f",
		"on-action": "#10161c",
	},
} as const satisfies Record<"light" | "dark", Record<string, Colour>>;

/** The default accent. */
export const OWN_ACCENT = { light: "#0c518f", dark: "#7dbcf5" } as const;
