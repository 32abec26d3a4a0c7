import type { BrowserContext, Page } from "playwright/test";

/** A notification as requested by a page; a headless browser shows none. */
export type ShownNotification = { title: string; body: string; tag: string };

type Recorded = {
	shown: (ShownNotification & { click: () => void })[];
	/** How often the page asked for permission. */
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
 * Records the notifications and sounds of a context's pages. `permission` is the initial permission and
 * `answer` what a person answers when asked; without both the context's own permission applies.
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

/** The notifications of all these pages. */
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

export async function clickNotification(page: Page): Promise<void> {
	await page.evaluate(() => window.recorded.shown.at(-1)?.click());
}
