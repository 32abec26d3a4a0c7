import type { BrowserContext, Page } from "playwright/test";

/** A notification as a page wanted it shown; a headless browser shows none. */
export type ShownNotification = { title: string; body: string; tag: string };

type Recorded = {
	shown: (ShownNotification & { click: () => void })[];
	/** How often the page asked whether it may. */
	asked: number;
	focused: number;
	/** How many notes were played. */
	notes: number;
};

declare global {
	interface Window {
		recorded: Recorded;
	}
}

/**
 * Records what pages of a context tell. `permission` is what the browser says before it is asked, and
 * `answer` what a person then answers; without both it is the context's own permission.
 */
export async function recordTelling(
	context: BrowserContext,
	person: { permission?: NotificationPermission; answer?: NotificationPermission } = {},
): Promise<void> {
	await context.addInitScript(({ permission, answer }) => {
		const recorded: Recorded = { shown: [], asked: 0, focused: 0, notes: 0 };
		window.recorded = recorded;
		window.focus = () => {
			recorded.focused += 1;
		};
		const play = OscillatorNode.prototype.start;
		OscillatorNode.prototype.start = function start(when) {
			recorded.notes += 1;
			play.call(this, when);
		};
		const Real = window.Notification;
		let current = permission;
		class Recording extends Real {
			static override get permission() {
				return current ?? Real.permission;
			}
			static override async requestPermission() {
				recorded.asked += 1;
				current = answer ?? (await Real.requestPermission());
				return current;
			}
			constructor(title: string, options: NotificationOptions = {}) {
				super(title, options);
				const { body = "", tag = "" } = options;
				const click = () => this.onclick?.(new Event("click"));
				recorded.shown.push({ title, body, tag, click });
			}
		}
		window.Notification = Recording;
	}, person);
}

/** What all these pages have told by notification. */
export async function shownIn(...pages: Page[]): Promise<ShownNotification[]> {
	const each = await Promise.all(
		pages.map((page) =>
			page.evaluate(() =>
				window.recorded.shown.map(({ title, body, tag }) => ({ title, body, tag })),
			),
		),
	);
	return each.flat();
}

/** How many notes all these pages have played. */
export async function notesIn(...pages: Page[]): Promise<number> {
	const each = await Promise.all(pages.map((page) => page.evaluate(() => window.recorded.notes)));
	return each.reduce((sum, notes) => sum + notes, 0);
}

/** Presses what leads back from the notification. */
export async function clickNotification(page: Page): Promise<void> {
	await page.evaluate(() => window.recorded.shown.at(-1)?.click());
}
