import { expect, test } from "vitest";
import { failureCounts, shortestFailure, startStory } from "./story.ts";

function story(name: string, ...whats: string[]) {
	let at = 100_000;
	const made = startStory(name, () => {
		at += 1_000;
		return at;
	});
	for (const what of whats) made.note(what);
	return made;
}

test("no story is printed for people for whom everything went well", () => {
	expect(shortestFailure([story("ann", "a", "b")], [{ at: 101_000, what: "killed" }])).toEqual([]);
});

test("the shortest story that went wrong is printed, with the faults of its time", () => {
	const [long, short] = [story("long", "a", "b", "c"), story("short", "a")];
	long.fail("lost");
	short.fail("false");
	const faults = [
		{ at: 101_500, what: "killed" },
		{ at: 500_000, what: "much later" },
		{ at: 50_000, what: "long before" },
	];
	expect(shortestFailure([long, short, story("well", "a")], faults)).toEqual([
		"short:",
		"      0.00 s  a",
		"      0.50 s  (killed)",
		"      1.00 s  WRONG: false",
	]);
});

test("failures are counted by their kind", () => {
	const [one, other] = [story("one"), story("other")];
	for (const revision of [1, 2]) one.fail(`revision ${revision} was told after 3`);
	other.fail("lost");
	expect(failureCounts([one, other])).toEqual([
		["revision … was told after …", 2],
		["lost", 1],
	]);
});
