import type { Page } from "playwright";

const FRAMES = 300;
/** About five rows, like a fast mouse wheel. */
const STEP_PX = 420;

/**
 * Scrolls the table frame by frame. @returns for how many milliseconds each frame blocked the page: from the
 * frame's start, before scroll handlers run, until after its layout
 */
export function measureScroll(page: Page): Promise<number[]> {
	const box = page.locator("div", { has: page.getByRole("grid") }).last();
	return box.evaluate(
		(scrolled, { frames, step }) =>
			new Promise<number[]>((resolve) => {
				const blocked: number[] = [];
				const { port1, port2 } = new MessageChannel();
				let startedAt = 0;
				const frame = (at: number) => {
					startedAt = at;
					port2.postMessage(undefined);
				};
				port1.onmessage = () => {
					blocked.push(performance.now() - startedAt);
					if (blocked.length >= frames) return resolve(blocked);
					scrolled.scrollTop += step;
					requestAnimationFrame(frame);
				};
				requestAnimationFrame(frame);
			}),
		{ frames: FRAMES, step: STEP_PX },
	);
}
