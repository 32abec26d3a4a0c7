import { describe, expect, test } from "vitest";
import { forecastClock } from "./forecast-clock.ts";

const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const MINUTE = 60_000;
const clock = (now: string) =>
	forecastClock({ medianMs: 5.5 * MINUTE, slowTenthMs: 11 * MINUTE }, at("10:00:10"), at(now));

describe("a forecast in clock times", () => {
	test("gives whole minutes, rounded up, so that nobody comes back too early", () => {
		expect(clock("10:01:00")).toEqual({
			phase: "before-median",
			medianAt: at("10:06:00"),
			slowTenthAt: at("10:12:00"),
		});
	});
	test("never gives a time that has passed", () => {
		const phases = ["10:05:59", "10:06:00", "10:11:59", "10:12:00", "12:00:00"].map(
			(now) => clock(now).phase,
		);
		expect(phases).toEqual([
			"before-median",
			"before-slow-tenth",
			"before-slow-tenth",
			"longer",
			"longer",
		]);
	});
	test("gives the same time only once", () => {
		const quick = forecastClock(
			{ medianMs: 40_000, slowTenthMs: 45_000 },
			at("10:00:10"),
			at("10:00:11"),
		);
		expect(quick).toEqual({
			phase: "before-slow-tenth",
			slowTenthAt: at("10:01:00"),
			isSlow: false,
		});
	});
});
