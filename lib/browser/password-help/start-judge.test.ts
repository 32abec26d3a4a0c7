import { expect, test } from "vitest";
import type { PasswordJudgement } from "#lib/core/password-judgement.ts";
import type { ToJudge } from "./judge-worker.ts";
import { startJudge } from "./start-judge.ts";

const own = { names: ["Mateo"], organisation: [], userName: [] };

/** A worker that answers on command. */
function scripted() {
	const sent: ToJudge[] = [];
	const shown: PasswordJudgement[] = [];
	let listener: (event: { data: PasswordJudgement }) => void = () => undefined;
	let isEnded = false;
	const worker = {
		postMessage: (message: ToJudge) => void sent.push(message),
		addEventListener: (_: "message", given: typeof listener) => {
			listener = given;
		},
		terminate: () => {
			isEnded = true;
		},
	};
	const judge = startJudge(worker, own, (judgement) => shown.push(judgement));
	const answer = (characters: string) =>
		listener({
			data: { strength: undefined, hints: [{ code: "other-characters", characters }] },
		});
	const shownCharacters = () => shown.map(({ hints: [hint] }) => hint && Object.values(hint)[1]);
	return { ...judge, answer, sent, shownCharacters, isEnded: () => isEnded };
}

test("the worker receives the person's words first, then the password", () => {
	const { judge, sent } = scripted();
	judge("a");
	expect(sent).toEqual([{ own }, { password: "a" }]);
});

test("while one is judged, only the newest waits", () => {
	const { judge, sent, answer } = scripted();
	for (const password of ["a", "ab", "abc"]) judge(password);
	expect(sent).toHaveLength(2);
	answer("a");
	expect(sent.slice(1)).toEqual([{ password: "a" }, { password: "abc" }]);
});

test("an answer about a value that is no longer in the field is not shown", () => {
	const { judge, answer, shownCharacters } = scripted();
	judge("a");
	judge("ab");
	answer("old");
	answer("new");
	expect(shownCharacters()).toEqual(["new"]);
});

test("stopping terminates the worker, and nothing more is shown", () => {
	const { judge, end, answer, sent, isEnded, shownCharacters } = scripted();
	judge("a");
	judge("ab");
	end();
	answer("late");
	expect(isEnded()).toBe(true);
	expect(sent).toHaveLength(2);
	expect(shownCharacters()).toEqual([]);
});
