import { expect, test } from "vitest";
import type { AccountTrace } from "#lib/directory/account-trace.ts";
import { type AccountChange, accountChanges } from "./account-changes.ts";

const values = (attributes: Record<string, string>) => new Map(Object.entries(attributes));
const moved = (
	attribute: string,
	from: string | undefined,
	to: string | undefined,
): AccountChange => ({
	kind: "moved",
	attribute,
	from,
	to,
});

type Values = AccountTrace["values"];
const cases: [what: string, before: Values | "unknown", now: Values, expected: AccountChange[]][] =
	[
		["the first reading", "unknown", values({ a: "1" }), [{ kind: "read", values: { a: "1" } }]],
		["an absent account", "unknown", undefined, [{ kind: "read", values: undefined }]],
		["one that appeared", undefined, values({ a: "1" }), [{ kind: "read", values: { a: "1" } }]],
		["one that disappeared", values({ a: "1" }), undefined, [{ kind: "gone" }]],
		["one that is still absent", undefined, undefined, []],
		["nothing new", values({ a: "1" }), values({ a: "1" }), []],
		[
			"a changed value",
			values({ a: "1", b: "1" }),
			values({ a: "2", b: "1" }),
			[moved("a", "1", "2")],
		],
		[
			"one that appeared and one that disappeared",
			values({ a: "1" }),
			values({ b: "1" }),
			[moved("b", undefined, "1"), moved("a", "1", undefined)],
		],
	];
test.each(cases)("%s", (_what, before, now, expected) => {
	expect(accountChanges(before, now)).toEqual(expected);
});
