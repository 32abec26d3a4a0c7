import { expect, test } from "vitest";
import { type AgentReach, agentReach, isHarmlessRole } from "./agent-reach.ts";
import { exampleCandidate } from "./example-people.ts";
import { type Candidate, expiryPlan, type PlanRules } from "./expiry-plan.ts";

const DAY = new Date("2026-11-01T00:00:00Z");

const CHANGED = new Date("2026-10-01T00:00:00Z");
const person = (changes: Partial<Candidate> = {}) =>
	exampleCandidate({ lastPasswordChangeAt: CHANGED, ...changes });
const rules = (changes: Partial<PlanRules> = {}): PlanRules => ({
	agentId: "agent",
	reach: "people-without-role",
	protectedIds: new Set(["holder"]),
	changedSince: undefined,
	...changes,
});

test.each<[string, string, Partial<Candidate>, Partial<PlanRules>]>([
	["a member is included", "touched", {}, {}],
	["the agent's own account is not", "self", { id: "agent" }, { reach: "anybody" }],
	["a guest is not", "external", { isExternal: true }, {}],
	["somebody synchronised is not", "synchronised", { isSynchronised: true }, {}],
	["somebody disabled is not", "disabled", { isEnabled: false }, {}],
	["somebody already expired is not", "already-expired", { isExpired: true }, {}],
	["somebody whose expiry is unreadable is included", "touched", { isExpired: undefined }, {}],
	[
		"a change on the day counts",
		"changed-since",
		{ lastPasswordChangeAt: DAY },
		{ changedSince: DAY },
	],
	["a change before it does not", "touched", {}, { changedSince: DAY }],
	["no date is no change", "touched", { lastPasswordChangeAt: undefined }, { changedSince: DAY }],
	["a recent date alone excludes nobody", "touched", { lastPasswordChangeAt: DAY }, {}],
	["a holder of a role is not", "role-holder", { id: "holder" }, {}],
	[
		"a holder of a role is included for the highest roles",
		"touched",
		{ id: "holder" },
		{ reach: "anybody" },
	],
	[
		"a holder whose role is unknown is tried",
		"touched",
		{ id: "holder" },
		{ protectedIds: new Set() },
	],
	[
		"somebody in a restricted unit is not, even for the highest role",
		"restricted",
		{ isManagementRestricted: true },
		{ reach: "anybody" },
	],
	[
		"a member is included if the role may be too low",
		"touched",
		{},
		{ reach: "perhaps-people-without-role" },
	],
	["nobody is for a role that is too low", "role-too-low", {}, { reach: "nobody" }],
	["an unknown reach is tried", "touched", {}, { reach: "unknown" }],
])("%s", (_what, expected, changes, others) => {
	const { touched, leftOut } = expiryPlan([person(changes)], rules(others));
	expect([...touched.map(() => "touched"), ...leftOut.map(({ reason }) => reason)]).toEqual([
		expected,
	]);
});

test("somebody listed twice is expired once", () => {
	expect(expiryPlan([person(), person()], rules()).touched).toHaveLength(1);
});

test.each<[AgentReach, string[] | undefined]>([
	["anybody", ["88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "62e90394-69f5-4237-9190-012177145e10"]],
	["people-without-role", ["fe930be7-5e62-47db-91af-98c3a49a38b1"]],
	["perhaps-people-without-role", ["729827e3-9c14-49f7-bb1b-9608f156bbb8"]],
	["perhaps-people-without-role", ["966707d0-3269-4727-9be2-8c3a10f19b9d"]],
	["nobody", ["88d8e3e3-8f55-4a1e-953a-9b9898b8876b"]],
	["nobody", []],
	["unknown", undefined],
])("reach: %s by %j", (expected, roles) => {
	expect(agentReach(roles)).toBe(expected);
});

test.each([
	["Reports Reader", "4a5d8f65-41da-4de4-8968-e035b65339cf", true],
	["Helpdesk Administrator", "729827e3-9c14-49f7-bb1b-9608f156bbb8", false],
	["a custom role", "00000000-0000-4000-8000-000000000000", false],
])("%s is harmless: %s", (_role, templateId, isHarmless) => {
	expect(isHarmlessRole(templateId)).toBe(isHarmless);
});
