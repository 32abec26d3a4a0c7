import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The axe rules that can fail only in dark mode. */
const COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];

/**
 * Expects no axe violation, light and dark. A page in a frame is a separate one, checked as such.
 *
 * @param except rules that do not apply
 */
export async function expectNoFindings(
	page: Page,
	what: string,
	except: string[] = [],
): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		// Without legacy mode axe opens another page for every analysis, for frames of other origins.
		const axe = new AxeBuilder({ page }).setLegacyMode().exclude("iframe");
		if (colorScheme === "light") axe.withTags(TAGS).disableRules(except);
		else axe.withRules(COLOURS);
		const { violations } = await axe.analyze();
		const findings = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
		expect(findings, `${what}, ${colorScheme}`).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: null });
}

/** Expects no horizontal overflow at 320 px (WCAG 1.4.10). */
export async function expectFitsNarrow(page: Page, what: string): Promise<void> {
	const before = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 800 });
	const width = () => page.evaluate(() => document.documentElement.scrollWidth);
	await expect.poll(width, what).toBeLessThanOrEqual(320);
	if (before) await page.setViewportSize(before);
}

/** Expects no axe violation, and no overflow at 320 px. */
export async function expectAccessible(page: Page, what = page.url()): Promise<void> {
	await expectNoFindings(page, what);
	await expectFitsNarrow(page, what);
}
