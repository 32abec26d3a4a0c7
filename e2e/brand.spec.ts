import { writeFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { PLAIN_PAGES } from "#lib/core/page-addresses.ts";
import { expectFitsNarrow, expectNoFindings } from "./support/accessible.ts";
import { startProxy } from "./support/proxy.ts";
import { startStack } from "./support/stack.ts";
import {
	accountMenu,
	changePassword,
	expect,
	heading,
	signIn,
	signOut,
	test,
} from "./support/test.ts";

/** The organisation's brand, the frame around every page, and an offline device. */

test.use({ serviceWorkers: "allow" });

const SHIFTS = "keyturnShifts";

test("name, logo, colour and words are the organisation's, without a flash or layout shift", async ({
	browser,
}, info) => {
	const logo = info.outputPath("logo.svg");
	writeFileSync(
		logo,
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 28"><rect width="90" height="28" fill="#7a1f5c"/></svg>',
	);
	const stack = await startStack({
		settings: {
			BRAND_NAME: "Contoso & Söhne",
			BRAND_LOGO: logo,
			BRAND_COLOUR: "#7a1f5c",
			SUPPORT_NAME: "IT helpdesk",
			SUPPORT_EMAIL: "help@contoso.com",
			DOMAIN_LABEL: "en: lab computers",
			PASSWORD_RESET_URL: "https://reset.example/start",
		},
	});
	const context = await browser.newContext({ baseURL: stack.portal, colorScheme: "light" });
	const page = await context.newPage();
	const problems: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
	});
	page.on("pageerror", (error) => problems.push(String(error)));
	try {
		await page.goto("/no-password");
		await expect(page).toHaveTitle(/ – Contoso & Söhne$/);
		await expect(page.getByRole("banner")).toContainText("Contoso & Söhne");
		await expect(page.getByRole("banner").locator(".brand-logo")).toHaveCSS("width", "90px");
		await expect(page.getByRole("banner")).toHaveCSS("border-top-color", "rgb(122, 31, 92)");
		await expect(page.getByRole("contentinfo")).toContainText("Help from \u2068IT helpdesk\u2069");
		await expect(page.getByText("Ask your organisation’s helpdesk")).toBeHidden();
		await expect(page.getByRole("contentinfo").getByRole("link")).toHaveText("help@contoso.com");
		const reset = page.getByRole("main").getByRole("link", { name: /reset page/ });
		await expect(reset).toHaveAttribute("href", "https://reset.example/start");
		const signIn = page.getByRole("main").getByRole("button", { name: "Sign in" });
		expect((await reset.boundingBox())?.y).toBeLessThan((await signIn.boundingBox())?.y ?? 0);
		const html = await (await page.request.get("/progress")).text();
		expect(html).toContain("lab computers");
		expect(html).not.toMatch(/work computers|@@/i);
		expect(problems).toEqual([]);
	} finally {
		await context.close();
		await stack.stop();
	}
});

/** Static pages, and pages with late content. */
const PAGES = [
	"/",
	"/no-password",
	"/steps",
	"/steps/cloud-only",
	"/setup",
	"/go/0123456789ab",
	"/status/abc",
	"/profile",
	"/helpdesk",
];

/** Records every layout shift of the pages opened from now on. */
async function noteShifts(page: Page): Promise<void> {
	await page.addInitScript((key) => {
		const shifts: string[] = [];
		Object.assign(window, { [key]: shifts });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
		}).observe({ type: "layout-shift", buffered: true });
	}, SHIFTS);
}

test("pages load without layout shift", async ({ page, guard }) => {
	guard.allow(/status of 404/);
	await noteShifts(page);
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: 800 });
		for (const path of PAGES) {
			await page.goto(path);
			await page.waitForLoadState("networkidle");
			const shifts = await page.evaluate((key) => Reflect.get(window, key), SHIFTS);
			expect(shifts, `${path} at ${width} px`).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(overflow, path).toBeLessThanOrEqual(width);
			await expect(page.getByRole("link", { name: /reset page/ })).toBeHidden();
			const header = await page.getByRole("banner").boundingBox();
			expect(header?.height, path).toBe(56);
		}
	}
});

test("a header that arrives in pieces is painted as a whole", async ({ browser, stack }) => {
	const proxy = await startProxy(stack.portal, {
		kind: "splits",
		before: '<span class="hidden sm:inline">',
		forMs: 2_000,
	});
	const page = await browser.newPage();
	await noteShifts(page);
	await page.goto(`${proxy.url}/steps`);
	await expect(page.getByRole("button", { name: "Language: English" })).toBeVisible();
	expect(await page.evaluate((key) => Reflect.get(window, key), SHIFTS)).toEqual([]);
	await page.close();
	await proxy.stop();
});

test("the chosen theme applies before the first paint of every page", async ({ page }) => {
	await page.emulateMedia({ colorScheme: "light" });
	await page.goto("/");
	await page.getByRole("button", { name: "Account and appearance" }).click();
	await page.getByRole("radio", { name: "Dark" }).click();
	// The script in the head has run when the document starts, before React has loaded.
	await page.goto("/steps", { waitUntil: "commit" });
	await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
	await expect(page.locator("html")).toHaveCSS("background-color", "rgb(15, 19, 23)");
});

test("with wide text the header still has the whole name, on a phone", async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await page.goto("/");
	// WCAG 2.2, 1.4.12.
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync("*{letter-spacing:.12em!important;word-spacing:.16em!important}");
		document.adoptedStyleSheets.push(sheet);
	});
	const name = page.getByRole("banner").getByText("Keyturn", { exact: true });
	expect(await name.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("signed-in people can sign out from any page", async ({ page, newPerson }) => {
	const person = await newPerson();
	await signIn(page, person);
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
	await page.goto("/steps");
	const menu = await accountMenu(page);
	await expect(menu.getByText(person.userPrincipalName)).toBeVisible();
	await page.keyboard.press("Escape");
	await signOut(page);
	await expect(page.getByText(/^You are signed out\./)).toBeVisible();
	await page.reload();
	await expect(page.getByText(/^You are signed out\./)).toBeHidden();
});

test("without scripts every page has a heading and says that it needs them", async ({
	browser,
	request,
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	for (const path of ["/", ...PLAIN_PAGES, "/status/abc", "/go/0123456789ab"]) {
		const html = await (await request.get(path)).text();
		// With this switch Chromium disables scripts but does not show `noscript` elements.
		await page.setContent(html.replaceAll(/<(\/?)noscript>/g, "<$1div>"));
		const headings = await page.evaluate(() =>
			[...document.querySelectorAll("h1")].map((h1) => [h1.innerText, "noScript" in h1.dataset]),
		);
		const own = headings.filter(([, isForNoScript]) => !isForNoScript);
		expect(own.length, path).toBeLessThanOrEqual(1);
		expect(headings.length, path).toBeGreaterThanOrEqual(1);
		await expect(page.getByText("needs JavaScript"), path).toHaveCount(1);
	}
	await context.close();
});

test("an offline device shows the last state, and forgets it at sign-out", async ({
	page,
	guard,
	stack,
	newPerson,
}) => {
	guard.allow(/ERR_|Failed to load|status of 400/);
	const person = await newPerson();
	await changePassword(page, person);
	await expect(heading(page, /on its way/)).toBeVisible();
	await page.evaluate(() => navigator.serviceWorker.ready);
	await expect
		.poll(() => page.evaluate(() => caches.match("/offline").then((found) => Boolean(found))))
		.toBe(true);
	await stack.killPortal();
	await page.reload();
	await expect(heading(page, "The portal cannot be reached")).toBeVisible();
	await expect(page.getByText("Your new password was on its way.")).toBeVisible();
	await expect(page.getByText(/This may have changed/)).toBeVisible();
	await stack.startPortalAgain();
	await page.getByRole("button", { name: "Try again" }).click();
	await expect(heading(page, /on its way/)).toBeVisible();
	// The page stays live until it is left, and stores what it receives.
	await page.evaluate(() => {
		window.addEventListener("pagehide", () => localStorage.setItem("keyturn.last-state", "{}"));
	});
	await signOut(page);
	expect(await page.evaluate(() => localStorage.getItem("keyturn.last-state"))).toBeNull();
});

test("the design page exists in practice, in every language", async ({ browser, stack }) => {
	for (const locale of ["en-GB", "de-DE", "ar-EG"]) {
		const context = await browser.newContext({ locale, baseURL: stack.portal });
		const page = await context.newPage();
		await page.goto("/design");
		await expect(page.locator("[data-specimen]").first()).toBeVisible();
		await context.close();
	}
});

test("every part on the design page is accessible", async ({ page }) => {
	test.slow();
	await page.goto("/design");
	await expect(page.locator('[data-specimen="Audit: every action"]')).toBeVisible();
	// The same part is there several times, with the same name.
	const repeated = ["landmark-unique", "duplicate-id-aria"];
	await expectNoFindings(page, "all parts", repeated);
	await expectFitsNarrow(page, "all parts");
	const opened = page.getByRole("dialog", { name: "One person" });
	await page.getByRole("button", { name: "Open the drawer" }).press("Enter");
	await expect(opened).toBeVisible();
	await expectNoFindings(page, "drawer", repeated);
	await page.keyboard.press("Escape");
	for (const menu of ["Account and appearance", /^Language/]) {
		await page.getByRole("button", { name: menu }).press("Enter");
		await expectNoFindings(page, `menu: ${menu}`, repeated);
		await page.keyboard.press("Escape");
	}
});

test("forced colours leave every button, field and card its edge, and each state its sign", async ({
	page,
}) => {
	await page.emulateMedia({ forcedColors: "active" });
	await page.goto("/design");
	const main = page.getByRole("main");
	await expect(page.locator('[data-specimen="Audit: every action"]')).toBeVisible();
	const edged = main.locator(
		".min-h-control.rounded-control, .card, [data-framed], [data-framed] ~ input, textarea, select",
	);
	expect(await edged.count()).toBeGreaterThan(50);
	const bare = await edged.evaluateAll((parts) =>
		parts
			.filter((part) => {
				const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(part);
				const isSeen = part.checkVisibility();
				return isSeen && (borderTopWidth === "0px" || borderTopColor === backgroundColor);
			})
			.map((part) => part.outerHTML.slice(0, 120)),
	);
	expect(bare).toEqual([]);
	// By shape, since colours are gone: what is done has a tick, what is to come has none.
	const stops = page.locator('[data-specimen*="arriv" i] ol').first().locator("li svg");
	const shapes = await stops.evaluateAll((icons) =>
		icons.map((icon) => {
			const { color } = getComputedStyle(icon);
			const { backgroundColor } = getComputedStyle(icon.parentElement ?? icon);
			return { path: icon.innerHTML, isSeen: color !== backgroundColor };
		}),
	);
	expect(shapes).toHaveLength(3);
	expect(new Set(shapes.map(({ path }) => path)).size).toBe(3);
	expect(shapes.every(({ isSeen }) => isSeen)).toBe(true);
});
