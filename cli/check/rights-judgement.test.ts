import { describe, expect, test } from "vitest";
import type { Group, ObjectRights } from "#lib/directory/own-rights.ts";
import { judgeReadOnly } from "./rights-judgement.ts";

const DOMAIN = "S-1-5-21-1111111111-2222222222-3333333333";
const domainUsers: Group = { sid: `${DOMAIN}-513`, name: "Domain Users" };
const person: ObjectRights = {
	dn: "CN=ada,DC=a,DC=com",
	writableAttributes: [],
	creatableClasses: [],
	securityRights: 0,
	granted: [],
};
const everybody: Group[] = [
	{ sid: "S-1-1-0", name: "S-1-1-0" },
	{ sid: "S-1-5-11", name: "S-1-5-11" },
	{ sid: "S-1-18-1", name: "S-1-18-1" },
	{ sid: "S-1-5-32-545", name: "Users" },
	{ sid: "S-1-5-32-554", name: "Pre-Windows 2000 Compatible Access" },
	domainUsers,
];

test("an ordinary user who can change nothing passes", () => {
	expect(judgeReadOnly({ groups: everybody, objects: [person] })).toEqual({
		status: "ok",
		found: "It can change nothing on the 1 objects checked. It is in no group but Domain Users.",
	});
});

test("another group is named, but is not a failure", () => {
	const groups = [...everybody, { sid: `${DOMAIN}-1110`, name: "Portals" }];
	expect(judgeReadOnly({ groups, objects: [person] })).toMatchObject({
		status: "ok",
		found: expect.stringContaining("also in Portals."),
	});
});

describe("an administrators' group fails, whatever the rights look like", () => {
	test.each([
		[`${DOMAIN}-512`, "Domain Admins"],
		[`${DOMAIN}-519`, "Enterprise Admins"],
		["S-1-5-32-544", "Administratoren"],
		["S-1-5-32-548", "Account Operators"],
		["S-1-5-32-551", "Backup Operators"],
		[`${DOMAIN}-1104`, "AAD DC Administrators"],
		[`${DOMAIN}-1101`, "DnsAdmins"],
	])("%s, %s", (sid, name) => {
		const verdict = judgeReadOnly({ groups: [domainUsers, { sid, name }], objects: [person] });
		expect(verdict).toMatchObject({ status: "failed", found: `It is in ${name}.` });
	});
});

describe("a write permission on one of many objects fails", () => {
	const cases: [rights: Partial<ObjectRights>, words: RegExp][] = [
		[{ writableAttributes: ["info"] }, /write 1 attributes \(info\)/],
		[{ writableAttributes: ["a", "b", "c", "d", "e", "f"] }, /\(a, b, c, d and 2 more\)/],
		[{ creatableClasses: ["user"] }, /create objects below it \(user\)/],
		[{ securityRights: 4 }, /change permissions/],
		[{ granted: ["set-password"] }, /set passwords/],
		[{ granted: ["read-keys", "delete"] }, /read everybody's keys by replication and delete/],
	];
	test.each(cases)("%j", (rights, words) => {
		const verdict = judgeReadOnly({ groups: [], objects: [person, { ...person, ...rights }] });
		expect(verdict.status).toBe("failed");
		expect(verdict.found).toMatch(words);
	});
});

test("a controller that does not answer proves nothing", () => {
	const silent = { ...person, securityRights: undefined };
	expect(judgeReadOnly({ groups: undefined, objects: [silent] }).status).toBe("not checked");
	expect(judgeReadOnly({ groups: undefined, objects: [] }).status).toBe("not checked");
});
