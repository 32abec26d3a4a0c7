import { expect, test } from "vitest";
import { freshPerson } from "./fresh-person.ts";
import { passwordProblem } from "./passwords/policy.ts";
import { TEMPLATES } from "./people.ts";
import { samplePeople } from "./sample-people.ts";

const now = new Date("2026-11-22T10:00:00.400Z");

test("each template has one sample person, with a valid password or none", () => {
	const samples = samplePeople(now);
	expect(samples.map(({ person }) => person.template)).toEqual(TEMPLATES);
	for (const { person, password } of samples) {
		expect(password === null).toBe(person.hasPasskey);
		expect(passwordProblem(password ?? "Some-Other-27", { current: "", person })).toBeUndefined();
	}
});

test.each(TEMPLATES)("two people created from %s share nothing that must be unique", (template) => {
	const [one, two] = [freshPerson(template, {}, now), freshPerson(template, {}, now)];
	for (const key of ["id", "userPrincipalName", "mailNickname", "mail"] as const) {
		expect(one.person[key]).not.toBe(two.person[key]);
	}
	expect(one.person.template).toBe(template);
	if (one.password !== null) expect(one.password).not.toBe(two.password);
});

test("a member's alias fits into a SAM account name, and overrides win", () => {
	const { person } = freshPerson("in-domain", { accountEnabled: false }, now);
	expect(person.mailNickname.length).toBeLessThanOrEqual(20);
	expect(person.accountEnabled).toBe(false);
	expect(person.lastPasswordChangeDateTime).toBe("2026-10-13T10:00:00Z");
});
