import { describe, expect, test } from "vitest";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { failed, ok } from "#lib/core/failure.ts";
import { type AskPage, readMembers } from "./read-members.ts";
import { storedPages } from "./stored-pages.ts";

const member = (id: string) =>
	exampleMember({ id, lastPasswordChangeAt: new Date("2026-01-01T00:00:00Z"), isExternal: true });

/** A tab's storage, with room for this many characters. */
function storage(room = Number.POSITIVE_INFINITY): Storage {
	// As in a browser, only the items are own keys.
	const items: Storage = Object.create({
		getItem: (key: string) => items[key] ?? null,
		removeItem: (key: string) => void delete items[key],
		setItem(key: string, value: string) {
			if (value.length > room) throw new DOMException("full", "QuotaExceededError");
			items[key] = value;
		},
	});
	return items;
}

type Answer = Awaited<ReturnType<AskPage>>;
const page = (ids: string[], next?: string, total = 4): Answer =>
	ok({ members: ids.map(member), next, total: next === "p3" ? undefined : total });

/** Reads with scripted answers. @returns the members in the end, and the requests and waits */
async function read(answers: Answer[], { kept = storage(), now = 0 } = {}) {
	const asked: string[] = [];
	const waits: number[] = [];
	let people: string[] = [];
	const result = await readMembers({
		groupId: "g",
		firstPage: "p1",
		kept: storedPages(kept, () => now),
		ask: async (url) => {
			asked.push(url);
			return answers.shift() ?? failed("group-not-found");
		},
		onPage({ members, isFirst }) {
			people = [...(isFirst ? [] : people), ...members.map(({ id }) => id)];
		},
		onWait: (ms) => void waits.push(ms),
		pause: async () => undefined,
		now: () => now,
		isOver: () => false,
	});
	return { result, asked, waits, people };
}

describe("the members of a group", () => {
	test("are read page by page", async () => {
		const { result, people, asked } = await read([page(["a", "b"], "p2"), page(["c"])]);
		expect(result).toEqual(ok(0));
		expect(people).toEqual(["a", "b", "c"]);
		expect(asked).toEqual(["p1", "p2"]);
	});
	test("resume after a reload where they were, with everybody read so far", async () => {
		const kept = storage();
		const first = await read([page(["a"], "p2"), failed("group-not-found")], { kept });
		expect(first.result).toEqual(failed("group-not-found"));
		const second = await read([page(["b"])], { kept });
		expect(second.asked).toEqual(["p2"]);
		expect(second.people).toEqual(["a", "b"]);
		const third = await read([], { kept });
		expect(third.asked).toEqual([]);
		expect(third.people).toEqual(["a", "b"]);
		expect(storedPages(kept, () => 0).load("g")?.members).toEqual([member("a"), member("b")]);
	});
	test("contain nobody twice when the address of the next page has expired", async () => {
		const answers = [page(["a"], "p2"), failed("page-expired"), page(["a"], "p2"), page(["b"])];
		const { people, asked } = await read(answers);
		expect(asked).toEqual(["p1", "p2", "p1", "p2"]);
		expect(people).toEqual(["a", "b"]);
	});
	test("are abandoned when every page expires", async () => {
		const answers = Array.from({ length: 5 }, () => [page(["a"], "p2"), failed("page-expired")]);
		expect((await read(answers.flat())).result).toEqual(failed("page-expired"));
	});
	test("are abandoned when Graph's pages lead in a circle", async () => {
		const kept = storage();
		const { result, asked } = await read(
			[page(["a"], "p2"), page(["b"], "p3"), page(["c"], "p2")],
			{ kept },
		);
		expect(result).toEqual(failed("graph-unreadable"));
		expect(asked).toEqual(["p1", "p2", "p3"]);
		expect((await read([page(["c"])], { kept })).people).toEqual(["a", "b", "c"]);
	});
	test("are not restored from another group or from over an hour ago", async () => {
		const kept = storage();
		await read([page(["a"])], { kept });
		expect(storedPages(kept, () => 0).load("other")).toBeUndefined();
		expect((await read([page(["b"])], { kept, now: 3_600_001 })).people).toEqual(["b"]);
	});
	test("are read from the beginning where there is no room to store them", async () => {
		const kept = storage(60);
		await read([page(["a"], "p2"), page(["b"])], { kept });
		expect((await read([page(["a"])], { kept })).asked).toEqual(["p1"]);
	});
});

describe("Graph refusing temporarily", () => {
	test("is retried after Retry-After, or after growing pauses", async () => {
		const throttled: Answer = failed("graph-throttled", { retryAfterMs: 7_000 });
		const { result, waits } = await read([failed("graph-throttled"), throttled, page(["a"])]);
		expect(result).toEqual(ok(0));
		expect(waits[0]).toBeGreaterThanOrEqual(2_000);
		expect(waits[0]).toBeLessThanOrEqual(2_500);
		expect(waits[1]).toBeGreaterThanOrEqual(7_000);
		expect(waits[1]).toBeLessThanOrEqual(7_250);
	});
	test("and not answering is abandoned, then resumed later", async () => {
		const kept = storage();
		const silence = Array.from({ length: 4 }, () => failed("graph-no-answer"));
		const { result, asked } = await read([page(["a"], "p2"), ...silence], { kept });
		expect(result).toEqual(failed("graph-no-answer"));
		expect(asked).toHaveLength(5);
		expect((await read([page(["b"])], { kept })).people).toEqual(["a", "b"]);
	});
});
