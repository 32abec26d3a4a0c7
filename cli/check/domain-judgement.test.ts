import { describe, expect, test } from "vitest";
import { judgeBase, judgeFollowing, judgeListed, judgeLockout } from "./domain-judgement.ts";
import { facts } from "./example-surveys.ts";

const dc1 = facts;
const dc2 = { ...facts, hostName: "dc2.aaddscontoso.com" };

describe("the listed controllers", () => {
	const cases: [what: string, surveys: (typeof facts)[], status: string, words: RegExp][] = [
		["are all that the domain has", [dc1, dc2], "ok", /All 2 of the domain: dc1, dc2/],
		["are not all that the domain has", [dc1], "warning", /also has dc2: it may refuse people/],
		["are one controller under two names", [dc1, dc1], "warning", /same controller, dc1/],
		["show none", [{ ...dc1, knownControllers: [] }], "not checked", /does not show/],
	];
	test.each(cases)("%s", (_what, surveys, status, words) => {
		const verdict = judgeListed(surveys);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
});

describe("the base", () => {
	test("that exists", () => {
		expect(judgeBase("DC=aaddscontoso,DC=com", facts).status).toBe("ok");
	});
	test("that does not exist is fixed by the domain's own name", () => {
		expect(judgeBase("DC=x", { ...facts, hasBase: false })).toMatchObject({
			status: "failed",
			found: "DC=x does not exist here; the domain is DC=aaddscontoso,DC=com.",
			todo: expect.stringContaining("DOMAIN_BASE_DN to DC=aaddscontoso,DC=com"),
		});
	});
	test("of a controller that does not show its domain", () => {
		const { found } = judgeBase("DC=x", { hasBase: false, domainDn: undefined });
		expect(found).toBe("DC=x does not exist here.");
	});
});

describe("waiting people's accounts are followed", () => {
	type Writing = Parameters<typeof judgeFollowing>[0];
	const constant = (listingMs: number): Writing => ({ isConstant: true, listingMs });
	const calm = { isConstant: false, listingMs: 2_000 };
	const cases: [how: string, writing: Writing, hasId: boolean, status: string, words: RegExp][] = [
		["by writes", calm, true, "ok", /^By its USN .* been written\.$/],
		["in a domain that writes all the time", constant(12.3), true, "ok", /13 ms.*four times/],
		["… less often if that takes long", constant(200), true, "ok", /200 ms.*every 0\.8 seconds/],
		["… by polling if it takes too long", constant(600), true, "warning", /by polling.*600 ms/],
		["by polling without a USN", undefined, true, "warning", /^By polling.*its USN/],
		["by polling without an object id", calm, false, "warning", /^By polling.*found by user name/],
	];
	test.each(cases)("%s", (_how, writing, hasId, status, words) => {
		const verdict = judgeFollowing(writing, hasId);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
});

describe("the lockout", () => {
	const own = { threshold: 5, durationMs: 30 * 60_000, windowMs: 2 * 60_000 };
	const set = { threshold: 9, durationMs: "until-unlocked" as const, windowMs: undefined };
	const nothing = { threshold: undefined, durationMs: undefined, windowMs: undefined };
	type Rules = Parameters<typeof judgeLockout>[0];
	const cases: [what: string, own: Rules, set: Rules, status: string, words: RegExp][] = [
		[
			"by the policy that applies to people",
			own,
			set,
			"ok",
			/^5 wrong .* within 2 minutes .* for 30 minutes, by the policy/,
		],
		[
			"by the settings",
			undefined,
			set,
			"ok",
			/^9 wrong .* until the helpdesk unlocks it, by the DOMAIN_LOCKOUT_ settings/,
		],
		["that does not exist", { ...own, threshold: 0 }, undefined, "ok", /do not lock accounts/],
		["that is unknown", undefined, undefined, "warning", /^Unknown/],
		["of an unknown length", undefined, { ...nothing, threshold: 5 }, "warning", /^Unknown/],
	];
	test.each(cases)("%s", (_what, given, settings, status, words) => {
		const verdict = judgeLockout(given, settings);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
});
