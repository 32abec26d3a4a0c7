import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/** What every page keeps to at 320 pixels, in light and in dark: nothing sideways, no finding of axe. */
export async function expectWellMade(page: Page): Promise<void> {
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width, page.url()).toBeLessThanOrEqual(320);
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		const { violations } = await new AxeBuilder({ page })
			.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
			.analyze();
		const findings = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
		expect(findings, `${page.url()}, ${colorScheme}`).toEqual([]);
	}
}
