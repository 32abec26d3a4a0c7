import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BACKGROUNDS, OWN_ACCENT } from "#lib/core/brand/backgrounds.ts";

const CSS = readFileSync("app/globals.css", "utf8");

test("the backgrounds are those of the style sheet", () => {
	for (const [name, light] of Object.entries(BACKGROUNDS.light)) {
		const dark = BACKGROUNDS.dark[name as keyof typeof BACKGROUNDS.dark];
		expect(CSS).toContain(`--${name}: light-dark(${light}, ${dark});`);
	}
	expect(CSS).toContain(`var(--brand, ${OWN_ACCENT.light})`);
	expect(CSS).toContain(`var(--brand-dark, ${OWN_ACCENT.dark})`);
});

test("Edge's own password reveal button is hidden", () => {
	expect(CSS).toMatch(/::-ms-reveal,[^}]*display: none/);
});
