import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/** A page as it is now, light and dark: no finding of axe at all. */
export async function expectNoFindings(page: Page, what: string): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		const { violations } = await new AxeBuilder({ page })
			.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
			.analyze();
		const findings = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
		expect(findings, `${what}, ${colorScheme}`).toEqual([]);
	}
}
