import axe from "axe-core";
import { expect } from "vitest";
import { page } from "vitest/browser";

const TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 1280];

/**
 * Checks what is rendered at every width, light and dark: no axe violations, and no overflow (WCAG
 * 1.4.10). Rules for whole pages are left to `e2e/`.
 */
export async function expectAccessible(): Promise<void> {
	const root = document.documentElement;
	for (const width of WIDTHS) {
		await page.viewport(width, 800);
		expect(root.scrollWidth, `${width} px`).toBeLessThanOrEqual(width);
		for (const scheme of ["light", "dark"]) {
			root.style.colorScheme = scheme;
			const { violations } = await axe.run("main", { runOnly: TAGS });
			const findings = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
			expect(findings, `${width} px, ${scheme}`).toEqual([]);
		}
	}
	root.style.colorScheme = "";
}
