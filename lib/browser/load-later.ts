import { backoffMs } from "#lib/core/backoff.ts";
import { sleep } from "./sleep.ts";

const PAUSE = { firstMs: 500, longestMs: 60_000 };
const TRIES = 8;

/**
 * The portal has been upgraded since this page was loaded: what it wants to load is not there any more,
 * and no waiting brings it back.
 */
export class PageIsOld extends Error {
	override name = "PageIsOld";
}

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
 * @throws the last failure, after about a minute; `PageIsOld` at once
 */
export async function loadLater<T>(load: () => Promise<T>, tries = TRIES): Promise<T> {
	for (let tried = 1; ; tried++) {
		try {
			return await load();
		} catch (error) {
			if (await isMissing(error)) {
				isOld = true;
				for (const callback of listeners) callback();
				throw new PageIsOld("A file of this page is not there any more", { cause: error });
			}
			if (tried === tries) throw error;
			await sleep(backoffMs(tried, PAUSE));
		}
	}
}

/**
 * Loads a part of the page that somebody waits for: once, so that they hear at once when it cannot be had.
 *
 * @throws the failure, or `PageIsOld`
 */
export const loadNow = <T>(load: () => Promise<T>): Promise<T> => loadLater(load, 1);

/** Whether the server says that the file is not there; `request` is its address in the builder's errors. */
async function isMissing(error: unknown): Promise<boolean> {
	const { request } = (error ?? {}) as { request?: unknown };
	if (typeof request !== "string") return false;
	return await fetch(request, { method: "HEAD", cache: "no-store" }).then(
		({ status }) => status === 404 || status === 410,
		() => false,
	);
}
