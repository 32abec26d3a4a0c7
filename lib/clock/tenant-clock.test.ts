import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createLog } from "#lib/log.ts";
import { clockCorrectionSeconds, correctClock, isClockDoubtful, now } from "./clock.ts";
import { clockCorrectionMs } from "./clock-offset.ts";
import { followTenantClock, type TenantClock } from "./tenant-clock.ts";

const MINUTE = 60_000;

let server: Server;
let authority: string;
/** The tenant's answer. */
let tenant = { aheadMs: 0, age: "", asked: 0 };
let clock: TenantClock | undefined;
let lines: string[] = [];
const log = createLog((line) => lines.push(line));

beforeAll(async () => {
	server = createServer((_request, response) => {
		tenant.asked++;
		response.setHeader("date", new Date(Date.now() + tenant.aheadMs).toUTCString());
		if (tenant.age) response.setHeader("age", tenant.age);
		response.end("{}");
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant`;
});
afterEach(() => {
	clock?.stop();
	correctClock(0);
	vi.useRealTimers();
	lines = [];
	tenant = { aheadMs: 0, age: "", asked: 0 };
});
afterAll(() => {
	server.close();
});

/** A millisecond may pass between two looks at the clock. */
const UNCHANGED_MS = 50;
const aheadMs = () => now().getTime() - Date.now();

describe("the clock follows the tenant's", () => {
	test.each([
		["behind", 10 * MINUTE],
		["ahead", -10 * MINUTE],
	])("when this machine is ten minutes %s, and logs it", async (_how, tenantAheadMs) => {
		tenant.aheadMs = tenantAheadMs;
		clock = await followTenantClock(authority, log);
		expect(Math.abs(aheadMs() - tenantAheadMs)).toBeLessThan(2_000);
		expect(lines.join()).toMatch(
			/"warn","event":"clock-wrong","correctedBySeconds":-?(?:599|60[01])/,
		);
	});
	test("but not for an insignificant difference", async () => {
		tenant.aheadMs = 4_000;
		clock = await followTenantClock(authority, log);
		expect(Math.abs(aheadMs())).toBeLessThan(UNCHANGED_MS);
		expect(lines).toEqual([]);
	});
	test("silently up to a minute", async () => {
		tenant.aheadMs = 30_000;
		clock = await followTenantClock(authority, log);
		expect(Math.abs(aheadMs() - 30_000)).toBeLessThan(2_000);
		expect(lines).toEqual([]);
	});
	test("but ignores a cached answer", async () => {
		tenant = { ...tenant, aheadMs: -10 * MINUTE, age: "600" };
		clock = await followTenantClock(authority, log);
		expect(Math.abs(aheadMs())).toBeLessThan(UNCHANGED_MS);
		// Nothing else would ever end the doubt behind a proxy that answers from its cache.
		expect(isClockDoubtful()).toBe(false);
	});
	test("and stays unchanged while the tenant cannot be reached", async () => {
		correctClock(10 * MINUTE);
		clock = await followTenantClock("http://127.0.0.1:9/tenant", log);
		expect(Math.abs(aheadMs() - 10 * MINUTE)).toBeLessThan(UNCHANGED_MS);
	});
	test("and asks at most twice a minute when in doubt", async () => {
		clock = await followTenantClock(authority, log);
		await Promise.all([clock.doubt(), clock.doubt(), clock.doubt()]);
		expect(tenant.asked).toBe(1);
	});
});

describe("this machine's clock is set wrongly", () => {
	const DAY = 24 * 60 * MINUTE;
	/** As `date --set` does: the monotonic clock and timers go on. */
	const setClock = (aheadMs: number) =>
		vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + aheadMs });

	test.each([
		["to four days ahead", 4 * DAY],
		["to an hour ago", -60 * MINUTE],
	])("%s, and nobody notices once the tenant has confirmed the time", async (_how, aheadMs) => {
		clock = await followTenantClock(authority, log);
		const before = now().getTime();
		setClock(aheadMs);
		expect(Math.abs(now().getTime() - before)).toBeLessThan(2_000);
		expect(Math.abs(clockCorrectionSeconds() + aheadMs / 1_000)).toBeLessThan(2);
	});
	test("and the tenant, asked at once, then tells by how much", async () => {
		clock = await followTenantClock(authority, log);
		const asked = tenant.asked;
		setClock(10 * MINUTE);
		tenant.aheadMs = -10 * MINUTE;
		await expect.poll(() => tenant.asked, { timeout: 20_000 }).toBeGreaterThan(asked);
		await expect.poll(() => lines.join(), { timeout: 20_000 }).toContain('"clock-wrong"');
		expect(Math.abs(aheadMs() + 10 * MINUTE)).toBeLessThan(2_000);
	});
	test("before the tenant could be reached: it counts, and is in doubt until then", async () => {
		clock = await followTenantClock("http://127.0.0.1:9/tenant", log);
		expect(isClockDoubtful()).toBe(true);
		const before = now().getTime();
		setClock(DAY);
		expect(now().getTime() - before).toBeGreaterThanOrEqual(DAY);
		clock.stop();
		vi.useRealTimers();
		clock = await followTenantClock(authority, log);
		expect(isClockDoubtful()).toBe(false);
	});
});

describe("a slow answer", () => {
	const at = (ms: number) => new Date(Date.UTC(2026, 10, 22, 10) + ms);
	const cases: [what: string, tookMs: number, tenantAheadMs: number, correctionMs: number][] = [
		["explains a difference of its own length", 8_000, 12_000, 0],
		["is half on its way there, half on its way back", 2_000, 601_000, 600_500],
	];
	test.each(cases)("%s", (_what, tookMs, tenantAheadMs, correctionMs) => {
		const reading = { askedAt: at(0), answeredAt: at(tookMs), time: at(tenantAheadMs) };
		expect(clockCorrectionMs(reading)).toBe(correctionMs);
	});
});
