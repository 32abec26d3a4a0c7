import { expect, test } from "vitest";
import {
	dateFromFiletime,
	dateFromGeneralizedTime,
	durationFromInterval,
	guidFromBytes,
	guidToBytes,
} from "./ad-values.ts";

test("a FILETIME above 2^53 keeps its milliseconds", () => {
	expect(dateFromFiletime("134398290077062010")?.toISOString()).toBe("2026-11-22T13:50:07.706Z");
});

test("0, never and an absent value are not dates", () => {
	for (const value of ["0", "9223372036854775807", undefined, "x"]) {
		expect(dateFromFiletime(value)).toBeUndefined();
	}
});

test("a negative interval is a duration; for ever is not", () => {
	expect(durationFromInterval("-18000000000")).toBe(30 * 60_000);
	expect(durationFromInterval("-9223372036854775808")).toBeUndefined();
	expect(durationFromInterval("0")).toBeUndefined();
});

test("a GUID's first three groups are little-endian", () => {
	const guid = "11223344-5566-7788-99aa-bbccddeeff00";
	expect(guidToBytes(guid).toString("hex")).toBe(
		"44332211665588 7799aabbccddeeff00".replace(" ", ""),
	);
	expect(guidFromBytes(guidToBytes(guid))).toBe(guid);
});

test("a generalized time is read to the second", () => {
	expect(dateFromGeneralizedTime("20261122135007.0Z")?.toISOString()).toBe(
		"2026-11-22T13:50:07.000Z",
	);
	expect(dateFromGeneralizedTime("yesterday")).toBeUndefined();
	expect(dateFromGeneralizedTime(undefined)).toBeUndefined();
});
