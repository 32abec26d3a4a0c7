import { describe, expect, test } from "vitest";
import { createThrottle, leastWriteMs, unitsOf } from "./throttle.ts";

const write = { appId: "portal", units: 1, isWrite: true };
const read = { appId: "portal", units: 2, isWrite: false };

function open(settings: Parameters<ReturnType<typeof createThrottle>["set"]>[0]) {
	let ms = 0;
	const throttle = createThrottle(() => new Date(ms));
	throttle.set(settings);
	return { throttle, pass: (more: number) => (ms += more) };
}

describe("a throttle", () => {
	test("lets the limit through, then says how long to wait, and waiting that long is enough", () => {
		const { throttle, pass } = open({ writes: { amount: 2, seconds: 10 } });
		expect([throttle.take(write), throttle.take(write)]).toEqual([undefined, undefined]);
		expect(throttle.take(write)).toMatchObject({ status: 429, headers: { "retry-after": "5" } });
		pass(4999);
		expect(throttle.take(write)?.status).toBe(429);
		pass(1);
		expect(throttle.take(write)).toBeUndefined();
	});

	test("counts applications separately", () => {
		const { throttle } = open({ writes: { amount: 1, seconds: 10 } });
		expect(throttle.take(write)).toBeUndefined();
		expect(throttle.take({ ...write, appId: "other" })).toBeUndefined();
		expect(throttle.take(write)?.status).toBe(429);
	});

	test("does not count refused requests", () => {
		const { throttle, pass } = open({ units: { amount: 2, seconds: 2 } });
		throttle.take(read);
		for (let tries = 0; tries < 5; tries += 1) expect(throttle.take(read)?.status).toBe(429);
		pass(2000);
		expect(throttle.take(read)).toBeUndefined();
	});
});

test.each([
	[2, "", 2],
	[3, "$select=id", 2],
	[2, "$select=id&$top=5", 1],
])("a read of %d units with '%s' costs %d", (base, query, units) => {
	expect(unitsOf(base, new URLSearchParams(query))).toBe(units);
});

test("20,000 writes take at least as long as the limit implies", () => {
	expect(leastWriteMs(20_000, { amount: 3000, seconds: 150 })).toBe(850_000);
	expect(leastWriteMs(100, { amount: 3000, seconds: 150 })).toBe(0);
});
