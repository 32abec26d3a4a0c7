import { expect, test, vi } from "vitest";
import { storeHealth } from "./store-health.ts";

test("the store is away while it cannot be written", async () => {
	let atMs = 0;
	const tryWriting = vi.fn(async () => undefined);
	const health = storeHealth({ tryWriting }, () => atMs);
	expect(await health()).toBe("ok");
	tryWriting.mockRejectedValueOnce(new Error("database or disk is full"));
	atMs += 2_000;
	expect(await health()).toBe("away");
	atMs += 2_000;
	expect(await health()).toBe("ok");
});

test("many who ask at once cost one write", async () => {
	let atMs = 0;
	const tryWriting = vi.fn(async () => undefined);
	const health = storeHealth({ tryWriting }, () => atMs);
	await Promise.all(Array.from({ length: 100 }, health));
	atMs = 1_999;
	await health();
	expect(tryWriting).toHaveBeenCalledTimes(1);
	atMs = 2_000;
	await health();
	expect(tryWriting).toHaveBeenCalledTimes(2);
});
