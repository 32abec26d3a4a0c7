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

/** As webpack fails for a file that does not come. */
const chunkError = () => Object.assign(new Error("Loading chunk 7 failed"), { request: "/7.js" });

async function outcome(loading: Promise<unknown>) {
	const settled = loading.catch((error) => thrownFailure(error).code);
	await vi.advanceTimersByTimeAsync(120_000);
	return await settled;
}

test.each([0, 200, 503])("a part that does not come (%d) is tried again", async (answer) => {
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

test("a part of before an upgrade is told once, and not asked for again", async () => {
	status = 404;
	const told = vi.fn();
	const stop = whenPageIsOld(told);
	const load = vi.fn(async () => {
		throw chunkError();
	});
	expect(await outcome(loadLater(load))).toBe("page-old");
	expect(load).toHaveBeenCalledTimes(1);
	expect(told).toHaveBeenCalledTimes(1);
	stop();
	// Who asks later hears it, too.
	const late = vi.fn();
	whenPageIsOld(late)();
	expect(late).toHaveBeenCalledTimes(1);
});

test("a mistake in a part is no old page", async () => {
	status = 404;
	const load = async () => {
		throw new TypeError("x is not a function");
	};
	await expect(loadNow(load)).rejects.toThrow(TypeError);
});
