import { describe, expect, test } from "vitest";
import { metRules } from "./password-rules.ts";

describe("rules are met one by one, so that ticks can encourage", () => {
	test.each([
		["", "", []],
		["aB3", "", ["kinds", "characters"]],
		["aaaaaaaa", "", ["length", "characters"]],
		["Größe-2026", "", ["length", "kinds"]],
		["Granite-88", "Old-Pass-01", ["length", "kinds", "characters", "different"]],
		["Old-Pass-01", "Old-Pass-01", ["length", "kinds", "characters"]],
		["", "Old-Pass-01", []],
		["x".repeat(257), "", ["characters"]],
	])("“%s” after “%s”", (password, existing, expected) => {
		const met = Object.entries(metRules(password, existing)).filter(([, isMet]) => isMet);
		expect(met.map(([rule]) => rule)).toEqual(expected);
	});
});
