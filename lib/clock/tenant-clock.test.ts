import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { correctClock, now } from "./clock.ts";
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
