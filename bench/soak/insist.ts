import { setTimeout as sleep } from "node:timers/promises";
import type { Story } from "./story.ts";

/** Longer than any fault. */
const TIMEOUT_MS = 60_000;
const PAUSE_MS = 400;

/** Thrown when something did not succeed in time. */
export class GivenUp extends Error {
	override name = "GivenUp";
}

/** Repeats something until it succeeds, as a page does. @throws GivenUp, which is also reported to the story */
export async function insist<T>(story: Story, what: string, doIt: () => Promise<T>): Promise<T> {
	const until = Date.now() + TIMEOUT_MS;
	for (let last = ""; ; ) {
		try {
			return await doIt();
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			if (message !== last) story.note(`${what}: ${message}`);
			last = message;
			if (Date.now() > until) {
				story.fail(`${what} was given up: ${message}`);
				throw new GivenUp(message);
			}
			await sleep(PAUSE_MS);
		}
	}
}

/** Waits for a random time within these limits. */
export const pause = ({ min, max }: { min: number; max: number }): Promise<void> =>
	sleep(min + Math.random() * (max - min));
