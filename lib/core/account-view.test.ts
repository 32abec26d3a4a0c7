import { describe, expect, test } from "vitest";
import { accountView, isDomainNewer, mayBeOnItsWay } from "./account-view.ts";
import { absent, account, minutesAfter, present, unread } from "./readiness/example-accounts.ts";
import type { Observation } from "./readiness/observation.ts";

const view = (observation: Observation, domainMadeAt: Date | undefined = minutesAfter(0)) =>
	accountView(new Map([["dc1", { name: "dc1", observation, domainMadeAt }]]));
const before = minutesAfter(-60);

describe("a domain created after the last change in Entra", () => {
	test.each([
		["the account is not there", absent()],
		["the account is there without a password", present(account({ passwordSetAt: undefined }))],
		["its password must be changed", present(account({ passwordSetAt: "must-change" }))],
	])("is newer when %s", (_name, observation) => {
		expect(isDomainNewer(view(observation), before)).toBe(true);
	});
	test("is not reported if it holds a password, or may hold one", () => {
		expect(isDomainNewer(view(present()), before)).toBe(false);
		expect(isDomainNewer(view(unread()), before)).toBe(false);
		expect(isDomainNewer(view(absent()), undefined)).toBe(false);
		expect(isDomainNewer({ ...view(absent()), domainMadeAt: undefined }, before)).toBe(false);
	});
	test("is not reported when the change came later", () => {
		expect(isDomainNewer(view(absent()), minutesAfter(1))).toBe(false);
	});
});

describe("a change made elsewhere", () => {
	const changedAt = minutesAfter(0);
	const set = (passwordSetAt: Date | "must-change" | undefined) =>
		present(account({ passwordSetAt }));
	test.each<[name: string, held: Observation, minutes: number, expected: boolean]>([
		["an older password is held", set(minutesAfter(-11)), 5, true],
		["a time is held that clocks can explain", set(minutesAfter(-9)), 5, false],
		["a newer password is held", set(minutesAfter(1)), 5, false],
		["the held one must be changed", set("must-change"), 5, true],
		["no password is held", set(undefined), 5, true],
		["there is no account yet", absent(), 5, true],
		["nothing can be read", unread(), 5, false],
		["it was made more than a day ago", absent(), 24 * 60 + 1, false],
	])("may be on its way or not: %s", (_name, held, minutes, expected) => {
		expect(mayBeOnItsWay(view(held), changedAt, minutesAfter(minutes))).toBe(expected);
	});
});
