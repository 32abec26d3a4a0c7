import { expect, test, vi } from "vitest";
import { createLog } from "#lib/log.ts";
import { storeHealth } from "./store-health.ts";

test("the store is away while it cannot be written, and the log says why, once", async () => {
	let atMs = 0;
	const lines: string[] = [];
	const log = createLog((line) => lines.push(line));
	const tryWriting = vi.fn(async () => undefined);
	const health = storeHealth({ tryWriting }, log, () => atMs);
	expect(await health()).toBe("ok");
	for (let tries = 0; tries < 3; tries++) {
		tryWriting.mockRejectedValueOnce(new Error("database or disk is full"));
		atMs += 2_000;
		expect(await health()).toBe("away");
	}
	atMs += 2_000;
	expect(await health()).toBe("ok");
	expect(lines.map((line) => JSON.parse(line))).toMatchObject([
		{ level: "error", event: "store-away", error: { message: "database or disk is full" } },
		{ level: "info", event: "store-writable" },
	]);
});

test("concurrent checks cost one write", async () => {
	let atMs = 0;
	const tryWriting = vi.fn(async () => undefined);
	const health = storeHealth(
		{ tryWriting },
		createLog(() => undefined),
		() => atMs,
	);
	await Promise.all(Array.from({ length: 100 }, health));
	atMs = 1_999;
	await health();
	expect(tryWriting).toHaveBeenCalledTimes(1);
	atMs = 2_000;
	await health();
	expect(tryWriting).toHaveBeenCalledTimes(2);
});
