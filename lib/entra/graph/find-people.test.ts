import { afterEach, describe, expect, test, vi } from "vitest";
import { readGroup } from "./directory-groups.ts";
import { findPeople, readPerson, searchFor } from "./find-people.ts";

afterEach(() => vi.unstubAllGlobals());

const answering = (status: number, body: BodyInit | null) =>
	vi.stubGlobal("fetch", async () => new Response(body, { status }));
const people = () => findPeople("https://graph.example", "token", "Noor");
const person = () => readPerson("https://graph.example", "token", "id");

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

test("input cannot escape its quotes", () => {
	expect(searchFor('no"or\\ ')).toBe(
		'"displayName:no\\"or\\\\" OR "userPrincipalName:no\\"or\\\\" OR "mail:no\\"or\\\\"',
	);
});

describe("Graph's answer", () => {
	test("returns people with the properties that decide about them", async () => {
		answering(200, JSON.stringify({ value: [user] }));
		expect(await people()).toEqual({
			ok: true,
			value: [
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
		[".NET's zero date", "0001-01-01T00:00:00Z"],
		["none", null],
		["not there", undefined],
		["no date", "soon"],
		["no text", {}],
	])("has no date of a change when it is %s", async (_what, lastPasswordChangeDateTime) => {
		answering(200, JSON.stringify({ ...user, lastPasswordChangeDateTime }));
		expect(await person()).toMatchObject({ ok: true, value: { lastPasswordChangeAt: undefined } });
	});

	test.each([null, "", " ", "\u200b\u202e"])(
		"shows the user name of somebody who is called %j",
		async (displayName) => {
			answering(200, JSON.stringify({ ...user, displayName }));
			expect(await person()).toMatchObject({ value: { displayName: "noor@aaddscontoso.com" } });
		},
	);

	test.each([
		["Noor\r\nState: works", "Noor State: works"],
		["\u202eroon\u202c \0Haddad", "roon Haddad"],
		["\u200fنور حدّاد", "\u200fنور حدّاد"],
		["👩‍💻 Noor", "👩‍💻 Noor"],
	])("shows the name %j on one line, as it reads", async (displayName, shown) => {
		answering(200, JSON.stringify({ ...user, displayName }));
		expect(await person()).toMatchObject({ value: { displayName: shown } });
		answering(200, JSON.stringify({ id: "g", displayName, description: displayName }));
		expect(await readGroup("https://graph.example", "token", "g")).toMatchObject({
			value: { displayName: shown, description: shown },
		});
	});

	/** A refusal in Graph's format ("Microsoft Graph error responses and resource types"). */
	const inItsWords = JSON.stringify({
		error: { code: "UnknownError", message: "", innerError: { "request-id": "r-1" } },
	});
	test.each([
		[400, "graph-not-understood"],
		[401, "sign-in-ended"],
		[403, "graph-refused"],
		[404, "person-not-found"],
		[429, "graph-throttled"],
		[503, "graph-no-answer"],
	])("%d means %s", async (status, code) => {
		answering(status, inItsWords);
		const failure = { code, vendorCode: "UnknownError", requestId: "r-1", cause: { status } };
		expect(await person()).toMatchObject({ ok: false, failure });
	});

	test.each([200, 302, 400, 403, 404, 407, 511])(
		"is never assumed from a gateway or a captive portal that answers %d",
		async (status) => {
			answering(status, "<html>Sign in to this network</html>");
			const failure = { code: "graph-no-answer" };
			expect(await people()).toMatchObject({ failure });
			expect(await person()).toMatchObject({ failure });
		},
	);

	test.each([["{}"], ["[]"], ["null"], ['{"value":[null]}'], ['{"value":{}}']])(
		"that is not a list, %s, does not mean no matches",
		async (body) => {
			answering(200, body);
			expect(await people()).toMatchObject({ failure: { code: "graph-unreadable" } });
		},
	);

	test("that never comes keeps the browser's error", async () => {
		const cause = new TypeError("Failed to fetch");
		vi.stubGlobal("fetch", async () => Promise.reject(cause));
		expect(await people()).toEqual({ ok: false, failure: { code: "graph-no-answer", cause } });
	});
});
