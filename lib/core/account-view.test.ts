import { describe, expect, test } from "vitest";
import { accountView, isDomainNewer } from "./account-view.ts";
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
