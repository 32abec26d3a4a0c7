import { type Client, NoSuchObjectError } from "ldapts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import { lockoutPolicies } from "./lockout-rules.ts";

const DN = "CN=AADDSDefault,CN=Password Settings Container,CN=System,DC=aaddscontoso,DC=com";

let policy: Record<string, string> | Error;
let readings: number;
beforeEach(() => {
	readings = 0;
	vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => vi.useRealTimers());

const client = partOf<Client>({
	search: async (dn: string) => {
		readings++;
		if (policy instanceof Error) throw policy;
		return { searchEntries: [{ dn, ...policy }], searchReferences: [] };
	},
});

const HALF_AN_HOUR = "-18000000000";
const usual = {
	"msDS-LockoutThreshold": "5",
	"msDS-LockoutDuration": HALF_AN_HOUR,
	"msDS-LockoutObservationWindow": "-1200000000",
};
const rulesOf = async (policies = lockoutPolicies(), dn: string | undefined = DN) =>
	(await policies(client, new Set([DN])))(dn);

test("a policy's rules apply to the person", async () => {
	policy = usual;
	expect(await rulesOf()).toEqual({ threshold: 5, durationMs: 30 * 60_000, windowMs: 120_000 });
});

test.each(["0", "-9223372036854775808"])(
	"a lockout with the duration %s ends only by an unlock",
	async (length) => {
		policy = { ...usual, "msDS-LockoutDuration": length };
		expect(await rulesOf()).toMatchObject({ durationMs: "until-unlocked" });
	},
);

test("unreadable parts of it are unknown", async () => {
	policy = { "msDS-LockoutThreshold": "5" };
	expect(await rulesOf()).toEqual({ threshold: 5, durationMs: undefined, windowMs: undefined });
	policy = {};
	expect(await rulesOf()).toBeUndefined();
});

test("a policy that the reading account may not see leaves the rules unknown, without failing", async () => {
	policy = new NoSuchObjectError();
	expect(await rulesOf()).toBeUndefined();
});

test("a controller that does not answer fails", async () => {
	policy = new Error("SearchRequest: Operation timed out");
	await expect(rulesOf()).rejects.toBe(policy);
});

test("a policy is read once for everybody it applies to, and again after some minutes", async () => {
	policy = usual;
	const policies = lockoutPolicies();
	await rulesOf(policies);
	await rulesOf(policies);
	expect(readings).toBe(1);
	policy = { ...usual, "msDS-LockoutThreshold": "3" };
	vi.advanceTimersByTime(5 * 60_000 + 1);
	expect(await rulesOf(policies)).toMatchObject({ threshold: 3 });
});

test("a policy affects only those it applies to", async () => {
	policy = usual;
	const rules = await lockoutPolicies()(client, new Set([DN]));
	expect([rules(undefined), rules("CN=Another")]).toEqual([undefined, undefined]);
});
