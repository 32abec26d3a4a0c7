import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countRefusals } from "./refusals.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("a flood of refused calls logs one line at once and one per minute", () => {
	const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
	const { note, stop } = countRefusals(log);
	for (let n = 0; n < 500; n++) note("GET /api/account", "token-refused");
	note("GET /api/account", "token-missing");
	const lines = () => log.warn.mock.calls.map(([, { code, calls }]) => [code, calls]);
	expect(lines()).toEqual([
		["token-refused", 1],
		["token-missing", 1],
	]);
	vi.advanceTimersByTime(60_000);
	expect(lines().slice(2)).toEqual([["token-refused", 499]]);
	vi.advanceTimersByTime(60_000);
	note("GET /api/account", "token-refused");
	expect(lines().slice(3)).toEqual([["token-refused", 1]]);
	stop();
});
