import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { thrownFailure } from "#lib/core/failure.ts";
import { loadLater, loadNow, whenPageIsOld } from "./load-later.ts";

let status = 200;
beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal("fetch", async () => {
		if (status === 0) throw new TypeError("Failed to fetch");
		return new Response(null, { status });
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** The error that webpack throws for a missing file. */
const chunkError = () => Object.assign(new Error("Loading chunk 7 failed"), { request: "/7.js" });

async function outcome(loading: Promise<unknown>) {
	const settled = loading.catch((error) => thrownFailure(error).code);
	await vi.advanceTimersByTimeAsync(120_000);
	return await settled;
}

test.each([0, 200, 503])("a chunk that does not load (%d) is retried", async (answer) => {
	status = answer;
	let tries = 0;
	const load = async () => {
		tries += 1;
		if (tries < 4) throw chunkError();
		return "part";
	};
	expect(await outcome(loadLater(load))).toBe("part");
	tries = 0;
	expect(await outcome(loadNow(load))).toBe("part-missing");
	expect(tries).toBe(1);
});

test("a chunk from before an upgrade is reported once and not retried", async () => {
	status = 404;
	const onOutdated = vi.fn();
	const stop = whenPageIsOld(onOutdated);
	const load = vi.fn(async () => {
		throw chunkError();
	});
	expect(await outcome(loadLater(load))).toBe("page-old");
	expect(load).toHaveBeenCalledTimes(1);
	expect(onOutdated).toHaveBeenCalledTimes(1);
	stop();
	// Later subscribers are notified, too.
	const late = vi.fn();
	whenPageIsOld(late)();
	expect(late).toHaveBeenCalledTimes(1);
});

test("an exception in a chunk does not mean that the page is old", async () => {
	status = 404;
	const load = async () => {
		throw new TypeError("x is not a function");
	};
	await expect(loadNow(load)).rejects.toThrow(TypeError);
});
