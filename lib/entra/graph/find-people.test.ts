import { describe, expect, test } from "vitest";
import { peopleFrom, personFrom, searchFor } from "./find-people.ts";

const answer = (status: number, body: unknown = {}) =>
	({ kind: "answer", status, body, headers: new Headers() }) as const;

const user = {
	id: "AAAAAAAA-0000-4000-8000-000000000001",
	displayName: "Noor Haddad",
	userPrincipalName: "noor@aaddscontoso.com",
	mail: null,
	userType: "Member",
	accountEnabled: true,
	onPremisesSyncEnabled: null,
	lastPasswordChangeDateTime: "2026-11-22T10:00:00Z",
};

test("what is typed cannot leave its quotes", () => {
	expect(searchFor('no"or\\ ')).toBe(
		'"displayName:no\\"or\\\\" OR "userPrincipalName:no\\"or\\\\" OR "mail:no\\"or\\\\"',
	);
});

describe("Graph's answer", () => {
	test("gives people with what decides about them", () => {
		const result = peopleFrom(answer(200, { value: [user] }));
		expect(result).toEqual({
			ok: true,
			people: [
				{
					id: "aaaaaaaa-0000-4000-8000-000000000001",
					displayName: "Noor Haddad",
					userPrincipalName: "noor@aaddscontoso.com",
					mail: undefined,
					isExternal: false,
					isEnabled: true,
					isSynchronised: false,
					lastPasswordChangeAt: new Date("2026-11-22T10:00:00Z"),
				},
			],
		});
	});
	test.each([
		[400, "not-understood"],
		[401, "sign-in-needed"],
		[403, "refused"],
		[404, "not-found"],
		[429, "throttled"],
		[503, "no-answer"],
	])("%d means %s", (status, because) => {
		const inItsWords = answer(status, { error: { code: "UnknownError", message: "" } });
		expect(peopleFrom(inItsWords)).toEqual({ ok: false, because });
		expect(personFrom(inItsWords)).toEqual({ ok: false, because });
	});
	test.each([200, 302, 400, 403, 404, 407, 511])(
		"is not what a gateway, or a network for guests, says with %d",
		(status) => {
			const page = { ...answer(status), body: undefined };
			expect(peopleFrom(page)).toEqual({ ok: false, because: "no-answer" });
			expect(personFrom(page)).toEqual({ ok: false, because: "no-answer" });
		},
	);
	test("that is no list is not taken for nobody", () => {
		expect(peopleFrom(answer(200, { error: {} }))).toEqual({ ok: false, because: "refused" });
		expect(peopleFrom({ kind: "no-answer" })).toEqual({ ok: false, because: "no-answer" });
	});
});
