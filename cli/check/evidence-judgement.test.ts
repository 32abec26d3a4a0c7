import { describe, expect, test } from "vitest";
import type { EvidenceAttribute } from "#lib/directory/sample-users.ts";
import {
	judgeAccountEvidence,
	judgeKeyEvidence,
	judgeObjectIdAttribute,
	judgeObjectIdValue,
	judgeSample,
} from "./evidence-judgement.ts";
import { facts, user } from "./example-surveys.ts";

const showing = (...readable: EvidenceAttribute[]) => [{ ...user, readable }];

describe("evidence of keys", () => {
	const cases: [readable: EvidenceAttribute[], status: string, words: RegExp][] = [
		[["pwdLastSet", "msDS-KeyVersionNumber", "replPropertyMetaData"], "ok", /^Strong: msDS-Key/],
		[["pwdLastSet", "replPropertyMetaData"], "ok", /^Strong: replPropertyMetaData/],
		[["pwdLastSet", "msDS-KeyVersionNumber"], "warning", /^Strong, but incomplete/],
		[["pwdLastSet"], "warning", /^Weak/],
		[["msDS-KeyVersionNumber", "replPropertyMetaData"], "failed", /^None: pwdLastSet/],
		[[], "failed", /^None/],
	];
	test.each(cases)("%j is %s", (readable, status, words) => {
		const verdict = judgeKeyEvidence(showing(...readable));
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
	test("an attribute seen on one person can be read on all", () => {
		const bare = { ...user, readable: ["pwdLastSet" as const] };
		expect(judgeKeyEvidence([bare, user]).status).toBe("ok");
	});
	const frozen = {
		...user,
		keyVersion: 1,
		readable: ["pwdLastSet", "msDS-KeyVersionNumber"] as EvidenceAttribute[],
	};
	test.each([
		["a version of 1 on everybody is not relied on", [frozen, frozen], /^Doubtful/],
		[
			"a version of 1 on some is a moving version",
			[frozen, { ...frozen, keyVersion: 2 }],
			/^Strong, but/,
		],
		[
			"people without a key do not make 1 on the others a moving version",
			[frozen, { ...user, readable: ["pwdLastSet" as const], keyVersion: undefined }],
			/^Doubtful/,
		],
		[
			"a version of 1 on everybody is fine where the metadata can be read",
			[{ ...user, keyVersion: 1 }],
			/^Strong: ms/,
		],
	])("a key version of %s", (_what, users, words) => {
		expect(judgeKeyEvidence(users).found).toMatch(words);
	});
	test("people without a password show nothing and are not judged", () => {
		const bare = { ...user, readable: ["pwdLastSet" as const], hasPassword: false };
		expect(judgeKeyEvidence([bare]).status).toBe("not checked");
	});
});

describe("evidence of lockout", () => {
	const both = ["userAccountControl", "msDS-User-Account-Control-Computed"] as const;
	const cases: [readable: EvidenceAttribute[], status: string, words: RegExp][] = [
		[[...both, "lockoutTime"], "ok", /until when/],
		[[...both], "ok", /not set on anybody here/],
		[["userAccountControl"], "failed", /locked or expired/],
		[["msDS-User-Account-Control-Computed"], "failed", /is disabled/],
	];
	test.each(cases)("%j is %s", (readable, status, words) => {
		const verdict = judgeAccountEvidence(showing(...readable));
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
});

test("without any people nothing is known", () => {
	expect(judgeSample([]).status).toBe("failed");
	expect(judgeSample([user, user, user]).found).toBe("Read ada@aaddscontoso.com and 2 more.");
});

const NAME = "msDS-aadObjectId";

describe("the object id's attribute", () => {
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

describe("the object id", () => {
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
