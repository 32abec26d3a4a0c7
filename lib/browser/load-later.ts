import { backoffMs } from "#lib/core/backoff.ts";
import { FailureError } from "#lib/core/failure.ts";
import { sleep } from "./sleep.ts";

const PAUSE = { firstMs: 500, longestMs: 60_000 };
const TRIES = 8;

const listeners = new Set<() => void>();
let isOld = false;

/** Calls back when a file of this page's version is missing, at once when one was. @returns stops it */
export function whenPageIsOld(callback: () => void): () => void {
	listeners.add(callback);
	if (isOld) callback();
	return () => listeners.delete(callback);
}

/**
 * Loads a part of the page, and tries again when the network or the server is away just then: a part
 * that is missing must not bring down what is already shown.
 *
 * @throws FailureError `part-missing`, after about a minute; at once `page-old`, when the portal has been upgraded
 *   since this page was loaded and no waiting brings the part back; what a part throws by itself
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
 * Loads a part of the page that somebody waits for: once, so that they hear at once when it cannot be had.
 *
 * @throws as `loadLater`
 */
export const loadNow = <T>(load: () => Promise<T>): Promise<T> => loadLater(load, 1);

/** The address of the file that did not come; it stands in the builder's errors. */
function fileOf(error: unknown): string | undefined {
	const { request } = (error ?? {}) as { request?: unknown };
	return typeof request === "string" ? request : undefined;
}

const LOOK_LIMIT_MS = 10_000;

/** Whether the server says that the file is not there. */
async function isGone(file: string): Promise<boolean> {
	const signal = AbortSignal.timeout(LOOK_LIMIT_MS);
	return await fetch(file, { method: "HEAD", cache: "no-store", signal }).then(
		({ status }) => status === 404 || status === 410,
		() => false,
	);
}
