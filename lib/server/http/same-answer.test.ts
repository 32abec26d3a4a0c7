import { beforeEach, expect, test, vi } from "vitest";
import type { GivenAnswer } from "#lib/server/store/answers.ts";
import { repeatKey, type SameAnswer, sameAnswers } from "./same-answer.ts";

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let kept: Map<string, GivenAnswer>;
let sameAnswer: SameAnswer;
let made: number;
const asked = {
	callerId: "sam",
	route: "POST /api/helpdesk/links",
	key: "k".repeat(16),
	content: { body: { title: "Move" } },
} as const;
const make = async () => {
	made += 1;
	return { ok: true, value: { n: made } as never } as const;
};

beforeEach(() => {
	vi.resetAllMocks();
	kept = new Map();
	made = 0;
	sameAnswer = sameAnswers(
		{
			findAnswer: async (key) => kept.get(key),
			keepAnswer: async (key, answer) => void kept.set(key, answer),
		},
		log,
	);
});

test("a repetition gets the first answer; other people, calls and keys do not", async () => {
	expect(await sameAnswer(asked, make)).toMatchObject({ ok: true, value: { n: 1 } });
	expect(await sameAnswer(asked, make)).toEqual({ ok: true, value: { n: 1 }, status: 201 });
	await sameAnswer({ ...asked, callerId: "alex" }, make);
	await sameAnswer({ ...asked, route: "POST /api/helpdesk/tickets" }, make);
	await sameAnswer({ ...asked, key: "l".repeat(16) }, make);
	expect(made).toBe(4);
});

test("a key reused for something else does nothing, during and after the first call", async () => {
	const other = { ...asked, content: { body: { title: "Other" } } };
	const first = sameAnswer(asked, make);
	expect(await sameAnswer(other, make)).toMatchObject({ code: "key-reused" });
	await first;
	expect(await sameAnswer(other, make)).toMatchObject({ code: "key-reused" });
	expect(made).toBe(1);
});

test("two concurrent calls are executed once, even when that fails", async () => {
	const fails = async () => {
		made += 1;
		throw new Error("disk full");
	};
	const both = await Promise.allSettled([sameAnswer(asked, fails), sameAnswer(asked, fails)]);
	expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
	expect(made).toBe(1);
	expect(await sameAnswer(asked, make)).toMatchObject({ ok: true, value: { n: 2 } });
});

test("an answer that could not be stored is sent all the same", async () => {
	kept.set = () => {
		throw new Error("disk full");
	};
	expect(await sameAnswer(asked, make)).toMatchObject({ ok: true, value: { n: 1 } });
	expect(log.warn).toHaveBeenCalledWith("answer-not-stored", expect.anything());
});

test("no token or personal value is stored in clear", async () => {
	await sameAnswer(asked, make);
	expect(JSON.stringify([...kept])).not.toMatch(/sam|kkkk|Move/);
});

test.each([
	["f47ac10b-58cc-4372-a567-0e02b2c3d479", "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
	['"f47ac10b-58cc-4372-a567-0e02b2c3d479"', "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
	["1", null],
	["a key with blanks in it", null],
	["x".repeat(65), null],
	[undefined, undefined],
])("the header %s", (header, key) => {
	expect(repeatKey(header)).toBe(key);
});

test("a call that is executed again has the same name, another one a different name", async () => {
	kept.set = () => kept;
	const names: unknown[] = [];
	const note = async (name: unknown) => {
		names.push(name);
		return await make();
	};
	for (const one of [asked, asked, { ...asked, callerId: "alex" }]) await sameAnswer(one, note);
	await sameAnswer({ ...asked, content: { body: { title: "Other" } } }, note);
	const [first, second, ...others] = names;
	expect(second).toBe(first);
	expect(new Set([first, ...others]).size).toBe(3);
});
