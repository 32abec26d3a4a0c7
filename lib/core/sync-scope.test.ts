import { expect, test } from "vitest";
import { type OutOfScope, outOfScope, type SyncScope } from "./sync-scope.ts";

const everybody: SyncScope = { groups: [], isCloudOnly: false };
const someGroups: SyncScope = { groups: ["a", "b"], isCloudOnly: false };
const cloudOnly: SyncScope = { groups: [], isCloudOnly: true };

type Person = Parameters<typeof outOfScope>[1];
const cases: [what: string, SyncScope, Partial<Person>, OutOfScope | undefined][] = [
	["without a scope everybody is in", everybody, { isSynchronised: true, groups: [] }, undefined],
	["a direct member of one of the groups is in", someGroups, { groups: ["x", "b"] }, undefined],
	["a member of other groups is left out", someGroups, { groups: ["x"] }, "groups"],
	["a member of no group is left out", someGroups, { groups: [] }, "groups"],
	["a person whose groups are unknown is in", someGroups, { groups: undefined }, undefined],
	["a cloud account is in if only those are", cloudOnly, {}, undefined],
	["a synchronised one is not", cloudOnly, { isSynchronised: true }, "cloud-only"],
];
test.each(cases)("%s", (_what, scope, person, expected) => {
	expect(outOfScope(scope, { isSynchronised: false, groups: undefined, ...person })).toBe(expected);
});
