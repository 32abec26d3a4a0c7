import { expect, test } from "vitest";
import { createCohortLookUps } from "./cohort-look-ups.ts";

const at = (hours: number) => new Date(hours * 3_600_000);
const own = { agentId: "agent", groupId: "group" };
const begun = (members: number) => {
	const lookUps = createCohortLookUps();
	const id = lookUps.begin({ ...own, members }, at(0));
	const take = (ids: string[], of = own, now = at(1)) => lookUps.take(id, { ...of, ids }, now);
	return { lookUps, id, take };
};

test("a look-up is for as many people as its row of the audit says, however often", () => {
	const { take } = begun(2);
	expect(take(["a"])).toEqual(["a"]);
	expect(take(["b", "a", "a"])).toEqual(["b"]);
	expect(take(["b", "a"])).toEqual([]);
	expect(take(["c"])).toBeUndefined();
});

test("it is nobody else's and no other group's, and ends", () => {
	const { take, lookUps } = begun(2);
	expect(take(["a"], { ...own, agentId: "other" })).toBeUndefined();
	expect(take(["a"], { ...own, groupId: "other" })).toBeUndefined();
	expect(take(["a"], own, at(12))).toBeUndefined();
	expect(lookUps.take("unknown", { ...own, ids: ["a"] }, at(1))).toBeUndefined();
});

test("ten boards of one agent are remembered", () => {
	const { take, lookUps } = begun(2);
	for (let n = 0; n < 9; n++) lookUps.begin({ ...own, members: 1 }, at(0));
	expect(take(["a"])).toEqual(["a"]);
	lookUps.begin({ ...own, members: 1 }, at(0));
	expect(take(["a"])).toBeUndefined();
});

test("who could not be written down is new the next time", () => {
	const { lookUps, id, take } = begun(1);
	expect(take(["a"])).toEqual(["a"]);
	lookUps.putBack(id, ["a"]);
	expect(take(["a"])).toEqual(["a"]);
});
