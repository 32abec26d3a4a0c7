import { backoffMs } from "#lib/core/backoff.ts";
import { FailureError } from "#lib/core/failure.ts";
import { sleep } from "./sleep.ts";

const PAUSE = { firstMs: 500, longestMs: 60_000 };
const TRIES = 8;

const listeners = new Set<() => void>();
let isOld = false;

/**
 * Calls back when a file of this page's version is missing, immediately if one already was.
 * @returns unsubscribe
 */
export function whenPageIsOld(callback: () => void): () => void {
	listeners.add(callback);
	if (isOld) callback();
	return () => listeners.delete(callback);
}

/**
 * Loads a chunk, and retries while the network or the server is away: a missing chunk must not take
 * down the rest of the page.
 *
 * @throws FailureError `part-missing`, after about a minute; `page-old`, at once, if the portal was
 *   upgraded since this page was loaded and no retry can help; whatever the chunk itself throws
 */
export async function loadLater<T>(load: () => Promise<T>, tries = TRIES): Promise<T> {
	for (let tried = 1; ; tried++) {
		try {
			return await load();
		} catch (error) {
			const file = fileOf(error);
			if (file && (await isGone(file))) {
				isOld = true;
				for (const callback of listeners) callback();
				throw new FailureError({ code: "page-old", cause: error });
			}
			if (tried === tries) {
				throw file ? new FailureError({ code: "part-missing", cause: error }) : error;
			}
			await sleep(backoffMs(tried, PAUSE));
		}
	}
}

/**
 * Loads a chunk that somebody is waiting for: without retries, so that a failure shows at once.
 *
 * @throws like `loadLater`
 */
export const loadNow = <T>(load: () => Promise<T>): Promise<T> => loadLater(load, 1);

/** The address of the file that failed to load, from webpack's error. */
function fileOf(error: unknown): string | undefined {
	const { request } = (error ?? {}) as { request?: unknown };
	return typeof request === "string" ? request : undefined;
}

const LOOK_LIMIT_MS = 10_000;

/** Whether the server reports the file as missing. */
async function isGone(file: string): Promise<boolean> {
	const signal = AbortSignal.timeout(LOOK_LIMIT_MS);
	return await fetch(file, { method: "HEAD", cache: "no-store", signal }).then(
		({ status }) => status === 404 || status === 410,
		() => false,
	);
}
