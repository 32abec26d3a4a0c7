import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** A page as it is now, light and dark: no finding of axe at all, but in parts that are left out. */
export async function expectNoFindings(
	page: Page,
	what: string,
	leftOut: readonly string[] = [],
): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		const axe = new AxeBuilder({ page }).withTags(TAGS);
		for (const part of leftOut) axe.exclude(part);
		const { violations } = await axe.analyze();
		const findings = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
		expect(findings, `${what}, ${colorScheme}`).toEqual([]);
	}
}
