import { describe, expect, test } from "vitest";
import { facts, user } from "./example-surveys.ts";
import { judgeObjectIdAttribute, judgeObjectIdValue } from "./object-id-judgement.ts";

const NAME = "msDS-aadObjectId";

describe("the attribute", () => {
	const cases: [what: string, syntax: string, isIndexed: boolean, status: string, words: RegExp][] =
		[
			["text with an index", "2.5.5.12", true, "ok", /holds text and is indexed/],
			["octets with an index", "2.5.5.10", true, "ok", /holds 16 octets and is indexed/],
			["text without an index", "2.5.5.12", false, "warning", /has no index/],
			["a number", "2.5.5.9", true, "failed", /neither text nor octets/],
		];
	test.each(cases)("%s", (_what, syntax, isIndexed, status, words) => {
		const objectId = { name: NAME, syntax, isIndexed };
		const verdict = judgeObjectIdAttribute(NAME, { facts, objectId });
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
	test("that does not exist is fixed by one that does", () => {
		const verdict = judgeObjectIdAttribute("msDS-other", { facts, objectId: undefined });
		expect(verdict.status).toBe("warning");
		expect(verdict.todo).toContain(`to ${NAME}, which this domain has`);
	});
});

describe("the value", () => {
	const cases: [what: string, values: (string | undefined)[], status: string][] = [
		["an id", [user.objectId], "ok"],
		["an id on one, nothing on another", [undefined, user.objectId], "ok"],
		["nothing", [undefined, undefined], "warning"],
		["something else", [user.objectId, "ada@a.com"], "failed"],
	];
	test.each(cases)("%s", (_what, values, status) => {
		const users = values.map((objectId) => ({ ...user, objectId }));
		expect(judgeObjectIdValue(NAME, users).status).toBe(status);
	});
});
