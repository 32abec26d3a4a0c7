import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { forceColors } from "#components/test-support/forced-colors.ts";
import { setPath } from "#components/test-support/navigation.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES } from "#lib/text/locales.ts";
import { HelpdeskNav } from "./helpdesk-nav.tsx";

test.each(LOCALES)("every page's name fits its space, on a phone: %s", async (locale) => {
	await page.viewport(320, 800);
	for (const path of ["/helpdesk/expire", "/helpdesk/audit"]) {
		setPath(path);
		const { container, unmount } = await show(
			<div className="dense">
				<HelpdeskNav />
			</div>,
			{ locale },
		);
		const links = [...container.querySelectorAll("a")];
		expect(links).toHaveLength(5);
		for (const link of links) expect(link.scrollWidth).toBeLessThanOrEqual(link.clientWidth);
		expect(document.documentElement.scrollWidth).toBe(320);
		await unmount();
	}
});

afterEach(() => forceColors(false));

test("in forced colours an edge marks the current page, and no other", async () => {
	await forceColors(true);
	setPath("/helpdesk/links");
	const { container } = await show(<HelpdeskNav />);
	const edges = () =>
		[...container.querySelectorAll("a")].map((link) => getComputedStyle(link).borderTopWidth);
	await expect.poll(edges).toEqual(["0px", "0px", "1px", "0px", "0px"]);
});
