import { describe, expect, test } from "vitest";
import { judgeBase, judgeListed, judgePolicy } from "./domain-judgement.ts";
import { facts, user } from "./example-surveys.ts";

const dc1 = facts;
const dc2 = { ...facts, hostName: "dc2.aaddscontoso.com" };

describe("the controllers that are listed", () => {
	const cases: [what: string, surveys: (typeof facts)[], status: string, words: RegExp][] = [
		["are all of the domain", [dc1, dc2], "ok", /All 2 that the domain has: dc1, dc2/],
		["are not all", [dc1], "warning", /also has dc2: people may be sent there/],
		["are one under two names", [dc1, dc1], "warning", /same controller, dc1/],
		["know of none", [{ ...dc1, knownControllers: [] }], "not checked", /does not show/],
	];
	test.each(cases)("%s", (_what, surveys, status, words) => {
		const verdict = judgeListed(surveys);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
});

describe("the base", () => {
	test("that is there", () => {
		expect(judgeBase("DC=aaddscontoso,DC=com", facts).status).toBe("ok");
	});
	test("that is not there is mended by the domain's own name", () => {
		expect(judgeBase("DC=x", { ...facts, hasBase: false })).toMatchObject({
			status: "failed",
			found: "There is no DC=x here; the domain is DC=aaddscontoso,DC=com.",
			todo: expect.stringContaining("DOMAIN_BASE_DN to DC=aaddscontoso,DC=com"),
		});
	});
	test("of a controller that does not tell its domain", () => {
		const { found } = judgeBase("DC=x", { hasBase: false, domainDn: undefined });
		expect(found).toBe("There is no DC=x here.");
	});
});

describe("the policy", () => {
	const { policy } = facts;
	if (!policy) throw new Error();
	const cases: [what: string, policy: typeof policy | undefined, status: string, words: RegExp][] =
		[
			["of Domain Services", policy, "ok", /^5 wrong passwords within 2 minutes .* for 30 minutes/],
			["without lockout", { ...policy, lockoutThreshold: 0 }, "ok", /lock nobody/],
			["until unlocked", { ...policy, lockoutMs: undefined }, "ok", /until somebody unlocks it/],
			["without expiry", { ...policy, maxPasswordAgeMs: undefined }, "ok", /do not expire/],
			["that cannot be read", undefined, "warning", /when a lockout ends/],
		];
	test.each(cases)("%s", (_what, given, status, words) => {
		const verdict = judgePolicy(given, [user]);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
	test("a finer one that applies to somebody is named", () => {
		const { found } = judgePolicy(policy, [user, { ...user, passwordPolicy: "Strict" }]);
		expect(found).toContain("The finer policy Strict");
	});
});
