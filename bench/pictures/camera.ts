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
type Language = keyof typeof WORDS;

/** A phone, the same phone on its side, a tablet, a desktop, and the largest screens. */
export const SIZES = {
	"320": { width: 320, height: 640 },
	"640": { width: 640, height: 320 },
	"768": { width: 768, height: 1024 },
	"1280": { width: 1280, height: 800 },
	"3840": { width: 3840, height: 2160 },
};
const NO_MEDIA = { colorScheme: "light", forcedColors: "none", media: null } as const;
/** What people and their devices do to every page; `spaced` is WCAG 2.2, 1.4.12. */
export const LOOKS = {
	light: NO_MEDIA,
	dark: { ...NO_MEDIA, colorScheme: "dark" },
	forced: { ...NO_MEDIA, forcedColors: "active" },
	print: { ...NO_MEDIA, media: "print" },
	spaced: NO_MEDIA,
} as const;
const SPACED =
	"*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}";

type Choice = {
	language: Language;
	looks: (keyof typeof LOOKS)[];
	sizes: (keyof typeof SIZES)[];
};

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

export async function openCamera(stack: Stack, browser: Browser, choice: Choice): Promise<Camera> {
	const { language: locale } = choice;
	const context = await browser.newContext({
		baseURL: stack.portal,
		locale,
		viewport: { width: 1280, height: 800 },
		reducedMotion: "reduce",
		timezoneId: "Europe/Berlin",
	});
	const page = await context.newPage();
	const words = WORDS[locale];
	return {
		stack,
		page,
		words,
		shoot: (name) => shootAll(page, name, choice),
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

async function shootAll(page: Page, name: string, choice: Choice): Promise<void> {
	const { language, looks, sizes } = choice;
	for (const size of sizes) {
		await page.setViewportSize(SIZES[size]);
		for (const look of looks) {
			await page.emulateMedia(LOOKS[look]);
			await page.evaluate(
				(rules) => {
					const sheet = new CSSStyleSheet();
					sheet.replaceSync(rules);
					document.adoptedStyleSheets = [sheet];
				},
				look === "spaced" ? SPACED : "",
			);
			await settle(page);
			const path = join(FOLDER, `${name}-${language}-${look}-${size}.png`);
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
