import { join } from "node:path";
import type { Browser } from "playwright";
import type { Stack } from "../../e2e/support/stack.ts";
import { FOLDER } from "./camera.ts";

const WIDTHS = [320, 1280, 3840];

/** Including forced colours and print. */
const LOOKS = [
	{ name: "light", media: { colorScheme: "light" } },
	{ name: "dark", media: { colorScheme: "dark" } },
	{ name: "forced", media: { forcedColors: "active" } },
	{ name: "print", media: { media: "print" } },
] as const;

/** Takes screenshots of the start page and of each section of the design page, in each look. */
export async function takeDesign(stack: Stack, browser: Browser): Promise<void> {
	for (const locale of ["en-GB", "ar"]) {
		for (const { name, media } of LOOKS) {
			for (const width of WIDTHS) {
				const context = await browser.newContext({
					baseURL: stack.portal,
					locale,
					viewport: { width, height: 900 },
					reducedMotion: "reduce",
					timezoneId: "Europe/Berlin",
				});
				const page = await context.newPage();
				await page.emulateMedia(media);
				const look = `${locale}-${name}-${width}.png`;
				await page.goto("/");
				await page.getByRole("main").getByRole("button").first().waitFor();
				await page.screenshot({ path: join(FOLDER, `look-${look}`), fullPage: true });
				await page.goto("/design");
				const sections = page.locator("main section[id]:has([data-specimen])");
				await sections.last().locator("[data-specimen]").last().waitFor();
				for (const section of await sections.all()) {
					const file = `design-${await section.getAttribute("id")}-${look}`;
					await section.screenshot({ path: join(FOLDER, file) });
				}
				await context.close();
			}
		}
	}
}
