import { expect, test } from "vitest";
import { createCohortLookUps } from "./cohort-look-ups.ts";

const at = (hours: number) => new Date(hours * 3_600_000);
const own = { agentId: "agent", groupId: "group" };
const begun = async (members: number) => {
	const lookUps = createCohortLookUps();
	const id = await lookUps.begin({ ...own, members }, at(0));
	const take = (ids: string[], of = own, now = at(1)) => lookUps.take(id, { ...of, ids }, now);
	return { lookUps, id, take };
};

test("a look-up covers at most as many people as its audit row says, however often", async () => {
	const { take } = await begun(2);
	expect(await take(["a"])).toEqual(["a"]);
	expect(await take(["b", "a", "a"])).toEqual(["b"]);
	expect(await take(["b", "a"])).toEqual([]);
	expect(await take(["c"])).toBeUndefined();
});

test("it is limited to its agent and group, and it expires", async () => {
	const { take, lookUps } = await begun(2);
	expect(await take(["a"], { ...own, agentId: "other" })).toBeUndefined();
	expect(await take(["a"], { ...own, groupId: "other" })).toBeUndefined();
	expect(await take(["a"], own, at(12))).toBeUndefined();
	expect(await lookUps.take("unknown", { ...own, ids: ["a"] }, at(1))).toBeUndefined();
});

test("ten boards of one agent are remembered", async () => {
	const { take, lookUps } = await begun(2);
	for (let n = 0; n < 9; n++) await lookUps.begin({ ...own, members: 1 }, at(0));
	expect(await take(["a"])).toEqual(["a"]);
	await lookUps.begin({ ...own, members: 1 }, at(0));
	expect(await take(["a"])).toBeUndefined();
});

test("people who could not be recorded count as new the next time", async () => {
	const { lookUps, id, take } = await begun(1);
	expect(await take(["a"])).toEqual(["a"]);
	await lookUps.putBack(id, ["a"]);
	expect(await take(["a"])).toEqual(["a"]);
});
