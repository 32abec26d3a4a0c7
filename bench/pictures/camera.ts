import { join } from "node:path";
import type { Browser, Page } from "playwright";
import type { TestPerson } from "../../e2e/support/controls.ts";
import type { Stack } from "../../e2e/support/stack.ts";
import { enterCredentials } from "../../e2e/support/test.ts";
import arabic from "../../messages/ar.json" with { type: "json" };
import german from "../../messages/de.json" with { type: "json" };
import english from "../../messages/en.json" with { type: "json" };

/** Where the screenshots are written; ignored by git. */
export const FOLDER = join("test-results", "pictures");

/** By the browser's language: buttons are found by their text. */
export const WORDS = { "en-GB": english, "de-DE": german, "ar-EG": arabic };
export type Language = keyof typeof WORDS;

const SIZES = [
	{ width: 320, height: 640 },
	{ width: 1280, height: 800 },
];
const LOOKS = ["light", "dark"] as const;

/** Takes screenshots of a page in one language. */
export type Camera = {
	stack: Stack;
	page: Page;
	words: (typeof WORDS)[Language];
	/** The page as it is now, at each size, light and dark. */
	shoot(name: string): Promise<void>;
	/** Signs in from a page that asks for it, typing as a person does. */
	signIn(person: TestPerson, path?: string): Promise<void>;
	/** Signs out by deleting all site data. */
	forget(): Promise<void>;
	close(): Promise<void>;
};

export async function openCamera(
	stack: Stack,
	browser: Browser,
	locale: Language,
): Promise<Camera> {
	const context = await browser.newContext({
		...{ baseURL: stack.portal, locale, viewport: { width: 1280, height: 800 } },
		...{ reducedMotion: "reduce", timezoneId: "Europe/Berlin" },
	});
	const page = await context.newPage();
	const words = WORDS[locale];
	return {
		...{ stack, page, words },
		shoot: (name) => shootAll(page, (look) => join(FOLDER, `${name}-${locale}-${look}.png`)),
		async signIn(person, path = "/") {
			await page.goto(path);
			const name = path === "/" ? words.start.signIn : words.signIn.button;
			await page.getByRole("main").getByRole("button", { name }).click();
			await enterCredentials(page, person);
		},
		async forget() {
			await page.goto("/");
			await context.clearCookies();
			await page.evaluate(() => {
				sessionStorage.clear();
				localStorage.clear();
			});
		},
		close: () => context.close(),
	};
}

async function shootAll(page: Page, fileOf: (look: string) => string): Promise<void> {
	for (const size of SIZES) {
		await page.setViewportSize(size);
		for (const colorScheme of LOOKS) {
			await page.emulateMedia({ colorScheme });
			await settle(page);
			const path = fileOf(`${colorScheme}-${size.width}`);
			await page.screenshot({ path, fullPage: true, caret: "initial" });
		}
	}
}

/** Waits until the page has loaded and drawn everything. */
async function settle(page: Page): Promise<void> {
	await page.locator("main .appear-late").first().waitFor({ state: "hidden" });
	await page.evaluate(async () => {
		await document.fonts.ready;
		for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
	});
}
