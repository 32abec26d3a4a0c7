import type { BrowserContext, Page } from "playwright/test";
import { chromium } from "playwright/test";
import { startStack } from "./support/stack.ts";
import { openStore } from "./support/store.ts";
import {
	changePassword,
	expect,
	heading,
	openForm,
	shownTicket,
	signIn,
	submit,
	submitButton,
	test,
	testOn,
} from "./support/test.ts";

/** What a change, and the page that shows it, must survive. */

const onItsWay = "Your new password is on its way";
const arrivedOnOne = /arrived on 1 of 2/;
const works = "Your new password works";
const lost = (page: Page) => page.getByText("We’ve lost the connection to the portal.");

/** Counts this browser's open event streams, and all it ever opened. */
function countStreams(context: BrowserContext) {
	const open = new Set<unknown>();
	let opened = 0;
	context.on("request", (request) => {
		if (!request.url().endsWith("/events")) return;
		open.add(request);
		request
			.frame()
			.page()
			.once("close", () => open.delete(request));
		opened++;
	});
	context.on("requestfailed", (request) => open.delete(request));
	context.on("requestfinished", (request) => open.delete(request));
	const streams = { open: () => open.size, opened: () => opened };
	const counted = () => [streams.open(), streams.opened()];
	return {
		...streams,
		/** Waits until this many are open, and this many were opened in total. */
		expect: (now: number, inAll: number) => expect.poll(counted).toEqual([now, inAll]),
	};
}

test("a page from before an upgrade says so, and no work is lost", async ({
	page,
	guard,
	person,
}) => {
	guard.allow(/status of 404|Loading chunk|MIME type/);
	await openForm(page, person);
	const code = /\/_next\/static\/.*\.js/;
	await page.route(code, (route) => route.fulfill({ status: 404, body: "Not Found" }));
	await page.getByLabel("Current password", { exact: true }).pressSequentially(person.password);
	await expect(page.getByText("This page is out of date")).toBeVisible();
	await page.getByLabel("New password", { exact: true }).pressSequentially("Granite-Puffin-88");
	await submitButton(page).click();
	await expect(page.getByText(/Load it again to continue\. Nothing has changed/)).toBeVisible();
	await expect(page.getByLabel("Current password", { exact: true })).toHaveValue(person.password);
	await page.unroute(code);
	await page.getByRole("button", { name: "Load the page again" }).click();
	await submit(page, person.password);
	await expect(page).toHaveURL(/\/progress$/);
});

test("a translated page keeps working", async ({ page, stack, person }) => {
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	await translate(page);
	await expect(heading(page, /\[translated\]/)).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	await expect(heading(page, arrivedOnOne)).toBeVisible();
	await translate(page);
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, works)).toBeVisible();
});

/** Imitates Chrome's translation, which replaces every text node by a `font` element. */
async function translate(page: Page): Promise<void> {
	await page.evaluate(() => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const texts: Text[] = [];
		while (walker.nextNode()) texts.push(walker.currentNode as Text);
		for (const text of texts) {
			if (!text.data.trim() || text.parentElement?.closest("font,script,style")) continue;
			const font = document.createElement("font");
			font.textContent = `${text.data} [translated]`;
			text.replaceWith(font);
		}
	});
}

test("a page restored from memory never shows a person who has left", async ({ page, person }) => {
	await openForm(page, person);
	const comeBack = () =>
		page.evaluate(() => {
			window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
			return document.documentElement.hidden;
		});
	expect(await comeBack()).toBe(false);
	await page.evaluate(() => sessionStorage.clear());
	expect(await comeBack()).toBe(true);
	await expect(page.getByRole("button", { name: /^Sign in/ })).toBeVisible();
	await expect(page.locator("body")).not.toContainText(person.displayName);
});

test("the back/forward cache restores a person's page only to that person", async ({
	stack,
	person,
}) => {
	// Playwright turns that cache off.
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu"],
		ignoreDefaultArgs: ["--disable-back-forward-cache"],
	});
	const page = await browser.newPage({ baseURL: stack.portal, locale: "en-GB" });
	const isKept = () => page.evaluate(() => (window as { kept?: boolean }).kept === true);
	await signIn(page, person);
	await expect(page.getByText(person.displayName).first()).toBeVisible();
	// A page that is still loading may not be kept.
	await page.waitForLoadState("networkidle");
	await page.evaluate(() => Object.assign(window, { kept: true }));
	await page.goto("/steps");
	await page.evaluate(() => history.back());
	await expect(page).toHaveURL(/\/profile$/);
	// Restored, not reloaded; otherwise this would prove nothing.
	await expect.poll(isKept).toBe(true);
	await expect(page.getByText(person.displayName).first()).toBeVisible();

	await page.goto("/steps");
	await page.evaluate(() => sessionStorage.clear());
	// The first frame counts too: no name may flash up.
	await page.evaluate(() => history.back());
	await expect(page.getByRole("button", { name: /^Sign in/ })).toBeVisible();
	expect(await isKept()).toBe(false);
	await expect(page.locator("body")).not.toContainText(person.displayName);
	await browser.close();
});

test.describe("one stream for all tabs of a browser", () => {
	test("all tabs show the same; when the reading tab closes, the others lose nothing", async ({
		page,
		context,
		stack,
		person,
	}) => {
		const streams = countStreams(context);
		await changePassword(page, person);
		const ticket = await shownTicket(page);
		const tabs = [await context.newPage(), await context.newPage()];
		for (const [tab, path] of [
			[tabs[0], `/status/${ticket}`],
			[tabs[1], "/progress"],
		] as const) {
			await tab?.goto(path);
		}
		for (const tab of tabs) await expect(heading(tab, onItsWay)).toBeVisible();
		await streams.expect(1, 1);
		await tabs[1]?.reload();
		for (const tab of tabs) await expect(heading(tab, onItsWay)).toBeVisible();
		await stack.controls.deliver(person.id, "dc1");
		for (const tab of [page, ...tabs]) await expect(heading(tab, arrivedOnOne)).toBeVisible();
		const delivered = stack.controls.deliver(person.id, "dc2");
		await page.close();
		await delivered;
		for (const tab of tabs) await expect(heading(tab, works)).toBeVisible();
		await streams.expect(1, 2);
	});

	test("when the reading tab is frozen, another one takes over", async ({
		page,
		context,
		stack,
		person,
	}) => {
		const streams = countStreams(context);
		await changePassword(page, person);
		const tab = await context.newPage();
		await tab.goto(`/status/${await shownTicket(page)}`);
		await expect(heading(tab, onItsWay)).toBeVisible();
		const thaw = await freeze(page);
		await expect.poll(streams.opened).toBe(2);
		await stack.controls.deliver(person.id, "dc1");
		await expect(heading(tab, arrivedOnOne)).toBeVisible();
		await thaw();
		await expect(heading(page, arrivedOnOne)).toBeVisible();
		await expect(lost(page)).toBeHidden();
		await streams.expect(1, 2);
	});

	test("when the reading tab hangs, a visible one takes over", async ({
		page,
		context,
		stack,
		person,
	}) => {
		const streams = countStreams(context);
		// All tabs have this clock; one that began in the middle would make the first tab's token look new.
		await page.clock.install();
		await changePassword(page, person);
		const tab = await context.newPage();
		await tab.goto(`/status/${await shownTicket(page)}`);
		await expect(heading(tab, onItsWay)).toBeVisible();
		await streams.expect(1, 1);
		// Its replies to other tabs are suppressed, like those of a hanging page.
		await page.evaluate(() => {
			BroadcastChannel.prototype.postMessage = () => undefined;
		});
		// The other one waits two seconds for a reply; this test may take longer to look.
		await stopClock(page);
		const taken = tab.waitForRequest(/\/events$/);
		// For all tabs: the hanging one reads again, but still does not reply.
		await tab.clock.fastForward("01:00");
		await expect(lost(tab)).toBeVisible();
		await tab.clock.fastForward("00:03");
		await taken;
		await expect(lost(tab)).toBeHidden();
		await expect.poll(streams.open).toBe(1);
		await stack.controls.deliver(person.id, "dc1");
		await expect(heading(tab, arrivedOnOne)).toBeVisible();
	});

	test("without locks every tab has its own", async ({ page, context, stack, person }) => {
		await context.addInitScript(() => {
			Reflect.deleteProperty(Navigator.prototype, "locks");
		});
		const streams = countStreams(context);
		await changePassword(page, person);
		const tab = await context.newPage();
		await tab.goto(`/status/${await shownTicket(page)}`);
		await expect(heading(tab, onItsWay)).toBeVisible();
		await expect.poll(streams.open).toBe(2);
		await stack.controls.deliver(person.id, "dc1");
		for (const one of [page, tab]) await expect(heading(one, arrivedOnOne)).toBeVisible();
	});
});

/**
 * Freezes a page as a browser does: it gets the event, and from then on runs no code. Chromium's own
 * command for this has no effect on a page under test.
 *
 * @returns a function that thaws it
 */
async function freeze(page: Page): Promise<() => Promise<void>> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("Debugger.enable");
	await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
	const stopped = new Promise<unknown>((resolve) => devtools.once("Debugger.paused", resolve));
	const running = devtools.send("Runtime.evaluate", { expression: "debugger" });
	await stopped;
	return async () => {
		await devtools.send("Debugger.resume");
		await running;
		await devtools.detach();
		await page.evaluate(() => document.dispatchEvent(new Event("resume")));
	};
}

test.describe("a computer that wakes from sleep", () => {
	test("reads everything again at once", async ({ page, context, guard, stack, person }) => {
		// The access token has expired by now, and the change has revoked the refresh token.
		guard.allow(/status of 400/);
		const streams = countStreams(context);
		await page.clock.install();
		await changePassword(page, person);
		await expect(heading(page, onItsWay)).toBeVisible();
		const again = page.waitForRequest(/\/events$/);
		await page.clock.fastForward("01:00:00");
		expect((await again).headers()).not.toHaveProperty("last-event-id");
		await expect(lost(page)).toBeHidden();
		await expect.poll(streams.open).toBe(1);
		await stack.controls.deliver(person.id, "dc1");
		await expect(heading(page, arrivedOnOne)).toBeVisible();
	});

	test("does not show the old state as current while there is no network yet", async ({
		page,
		context,
		guard,
		stack,
		person,
	}) => {
		guard.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
		await page.clock.install();
		const opened = page.waitForResponse(/\/events$/);
		await changePassword(page, person);
		await expect(heading(page, onItsWay)).toBeVisible();
		// A stream that is still silent would count as buffered, and the page would poll.
		await opened;
		await page.route("**/events", (route) => route.abort());
		await page.clock.fastForward("01:00:00");
		await expect(lost(page)).toBeVisible();
		await page.unroute("**/events");
		await stack.controls.deliver(person.id, "dc1");
		await context.setOffline(true);
		await context.setOffline(false);
		await expect(heading(page, arrivedOnOne)).toBeVisible();
		await expect(lost(page)).toBeHidden();
	});

	test("a frozen page shows the current state as soon as it is thawed", async ({
		page,
		stack,
		person,
	}) => {
		await page.clock.install();
		await changePassword(page, person);
		await expect(heading(page, onItsWay)).toBeVisible();
		// Anything that needs a timer would not be immediate.
		await stopClock(page);
		const status = `${stack.portal}/api/watches/${await shownTicket(page)}`;
		const thaw = await freeze(page);
		await stack.controls.deliver(person.id);
		await expect.poll(async () => (await (await fetch(status)).json()).state).toBe("usable");
		await thaw();
		await expect(heading(page, works)).toBeVisible();
	});
});

test("when the network drops the page says so, and recovers as soon as it returns", async ({
	page,
	context,
	guard,
	stack,
	person,
}) => {
	guard.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource|ERR_NETWORK/);
	await page.clock.install();
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	let failed = 0;
	page.on("requestfailed", () => failed++);
	// Anything that needs a timer would not be immediate.
	await stopClock(page);
	await context.setOffline(true);
	await expect(lost(page)).toBeVisible();
	await expect(heading(page, onItsWay)).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	// Long enough for the retry delays to have grown.
	await expect
		.poll(async () => {
			await page.clock.runFor(5_000);
			return failed;
		})
		.toBeGreaterThan(4);
	await context.setOffline(false);
	await expect(heading(page, arrivedOnOne)).toBeVisible();
	await expect(lost(page)).toBeHidden();
});

/** Stops the installed clock of all tabs. A step of ten seconds makes sure that no tab is past that time already. */
async function stopClock(page: Page): Promise<void> {
	await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000);
}

const MINUTE = 60_000;

for (const minutes of [10, -10]) {
	const wrongly = testOn(() => startStack({ clockShiftMs: minutes * MINUTE }));
	wrongly(
		`the clock of the portal's machine is wrong by ${minutes} minutes`,
		async ({ page, stack, person }) => {
			const started = Date.now();
			await changePassword(page, person);
			await expect(heading(page, onItsWay)).toBeVisible();
			const ticket = await shownTicket(page);
			await stack.controls.deliver(person.id);
			await expect(heading(page, works)).toBeVisible();
			const view = await (await fetch(`${stack.portal}/api/watches/${ticket}`)).json();
			const times = [view.openedAt, view.changedAt, view.usableAt, view.checkedAt, view.sentAt];
			for (const time of times.map((text: string) => Date.parse(text))) {
				expect(time).toBeGreaterThan(started - 5_000);
				expect(time).toBeLessThan(Date.now() + 5_000);
			}
			const waitMs = Date.parse(view.usableAt) - Date.parse(view.changedAt);
			expect(waitMs).toBeGreaterThan(-5_000);
			expect(waitMs).toBeLessThan(MINUTE);
			const corrected = /"clock-wrong","correctedBySeconds":(-?\d+)/.exec(stack.log())?.[1];
			expect(Math.abs(Number(corrected) + minutes * 60)).toBeLessThan(3);
		},
	);
}

for (const hours of [5, -5]) {
	test(`the clock of the person's computer is wrong by ${hours} hours`, async ({
		page,
		stack,
		person,
	}) => {
		await page.clock.setSystemTime(Date.now() + hours * 60 * MINUTE);
		const startedAt = Date.now();
		await changePassword(page, person);
		await expect(heading(page, onItsWay)).toBeVisible();
		const view = await (
			await fetch(`${stack.portal}/api/watches/${await shownTicket(page)}`)
		).json();
		expect(Date.parse(view.changedAt)).toBeGreaterThan(startedAt - 5_000);
		expect(Date.parse(view.changedAt)).toBeLessThan(Date.now() + 5_000);
		await stack.controls.deliver(person.id);
		await expect(heading(page, works)).toBeVisible();
	});
}

test.describe("a store locked by another program", () => {
	test("before the change: the person is told, and the password is not changed", async ({
		page,
		guard,
		stack,
		person,
	}) => {
		guard.allow(/status of 503/);
		await openForm(page, person);
		const unlock = lockStore(stack.dataDir);
		try {
			await submit(page, person.password);
			await expect(
				page.getByRole("alert").getByText(/cannot save anything.*Nothing has changed/),
			).toBeVisible();
		} finally {
			unlock();
		}
		const requests = await stack.controls.requests();
		const own = requests.filter(({ personId }) => personId === person.id);
		expect(own.filter(({ path }) => path.endsWith("/changePassword"))).toEqual([]);
		await submitButton(page).click();
		await expect(heading(page, onItsWay)).toBeVisible();
	});

	test("just after the change: it is reported again until it is on disk", async ({
		page,
		guard,
		stack,
		person,
	}) => {
		guard.allow(/status of 503/);
		await openForm(page, person);
		let unlock = () => {};
		await page.route("**/changePassword", async (route) => {
			unlock = lockStore(stack.dataDir);
			await route.continue();
		});
		await submit(page, person.password);
		await expect(page.getByText(/does not know yet/)).toBeVisible();
		const ticket = await shownTicket(page);
		const stored = () => storedChange(stack.dataDir, ticket);
		expect(stored()).toBeNull();
		unlock();
		await expect(page.getByText(/does not know yet/)).toBeHidden();
		expect(stored()).not.toBeNull();
		await stack.controls.deliver(person.id);
		await expect(heading(page, works)).toBeVisible();
	});
});

/** Locks the portal's database like a program that writes to it. @returns a function that unlocks it */
function lockStore(dataDir: string): () => void {
	const database = openStore(dataDir);
	database.exec("BEGIN EXCLUSIVE");
	return () => {
		database.exec("ROLLBACK");
		database.close();
	};
}

/** The time of a change as stored on disk. */
function storedChange(dataDir: string, ticket: string): unknown {
	const database = openStore(dataDir, { readOnly: true });
	const row = database.prepare("SELECT changed_at_ms FROM watches WHERE ticket = ?").get(ticket);
	database.close();
	return row?.changed_at_ms;
}
