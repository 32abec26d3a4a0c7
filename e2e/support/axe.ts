import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The axe rules that can fail in dark mode only. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Checks the page as it is, light and dark, for axe violations outside the excluded parts. */
export async function expectNoFindings(
	page: Page,
	what: string,
	leftOut: readonly string[] = [],
): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		// Without legacy mode axe opens another page for every analysis, for frames of other origins.
		const axe = new AxeBuilder({ page }).setLegacyMode();
		if (colorScheme === "light") axe.withTags(TAGS);
		else axe.withRules(COLOURS);
		for (const part of leftOut) axe.exclude(part);
		const { violations } = await axe.analyze();
		const findings = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
		expect(findings, `${what}, ${colorScheme}`).toEqual([]);
	}
}
