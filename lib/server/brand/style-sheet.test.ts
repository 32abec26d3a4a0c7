import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BACKGROUNDS, OWN_ACCENT } from "#lib/core/brand/backgrounds.ts";
import { type Colour, contrast } from "#lib/core/brand/contrast.ts";

const CSS = readFileSync("app/globals.css", "utf8");

test("the backgrounds are those of the style sheet", () => {
	for (const [name, light] of Object.entries(BACKGROUNDS.light)) {
		const dark = BACKGROUNDS.dark[name as keyof typeof BACKGROUNDS.dark];
		expect(CSS).toContain(`--${name}: light-dark(${light}, ${dark});`);
	}
	expect(CSS).toContain(`var(--brand, ${OWN_ACCENT.light})`);
	expect(CSS).toContain(`var(--brand-dark, ${OWN_ACCENT.dark})`);
});

const tokens = [...CSS.matchAll(/--(\w[\w-]*): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
	([, name, light, dark]) => ({ name, light: light as Colour, dark: dark as Colour }),
);

test.each(tokens.filter(({ name = "" }) => /^(ink|muted|info|success|warning|danger)$/.test(name)))(
	"$name can be read on every background with a contrast of 7:1 (WCAG 1.4.6)",
	(token) => {
		for (const scheme of ["light", "dark"] as const) {
			const { "on-action": _, ...backgrounds } = BACKGROUNDS[scheme];
			for (const [name, background] of Object.entries(backgrounds)) {
				expect(contrast(token[scheme], background), `${scheme}, ${name}`).toBeGreaterThanOrEqual(7);
			}
		}
	},
);

test("Edge's own password reveal button is hidden", () => {
	expect(CSS).toMatch(/::-ms-reveal,[^}]*display: none/);
});
