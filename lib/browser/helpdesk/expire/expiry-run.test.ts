import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { exampleCandidate } from "#lib/core/cohort/example-people.ts";
import { type ExpiryRow, freshRow, type SendAnswer } from "#lib/core/cohort/expiry-row.ts";
import { type Failed, type FailureCode, failed, ok } from "#lib/core/failure.ts";
import type { CandidateRead } from "#lib/entra/graph/read-candidate.ts";
import type { BatchAnswers } from "./expiry-calls.ts";
import {
	type ExpiryPorts,
	ExpiryRun,
	type HeldUpBy,
	type RunEnd,
	type RunNote,
} from "./expiry-run.ts";

/** A tenant of people with ids p1, p2, …, whose failures the test sets. */
function tenant(size: number) {
	const ids = Array.from({ length: size }, (_, n) => `p${n + 1}`);
	const state = {
		expired: new Set<string>(),
		touched: new Map<string, number>(),
		gone: new Set<string>(),
		kept: new Map<string, ExpiryRow>(),
		notes: [] as RunNote[],
		heldUp: new Set<HeldUpBy>(),
		/** The outcomes of the next calls; empty: success. */
		expireFailures: [] as (BatchAnswers<SendAnswer> | "cut-after")[],
		answers: (_id: string): SendAnswer => ({ kind: "done" }),
		noteWorks: () => true,
		keepWorks: () => true,
		readWorks: () => true,
		showsProfile: true,
		lagMs: 0,
		latencyMs: 0,
	};
	const touchedAt = new Map<string, number>();
	const touch = (id: string) => {
		state.touched.set(id, (state.touched.get(id) ?? 0) + 1);
		touchedAt.set(id, Date.now());
		state.expired.add(id);
	};
	const ports: ExpiryPorts = {
		async read(asked) {
			if (!state.readWorks()) return failed("graph-no-answer");
			const answers = new Map(asked.map((id) => [id, read(id)]));
			return ok({ answers, retryAfterMs: undefined });
		},
		async expire(asked) {
			if (state.latencyMs > 0) await new Promise((done) => setTimeout(done, state.latencyMs));
			const failure = state.expireFailures.shift();
			if (failure && failure !== "cut-after") return failure;
			const answers = new Map<string, SendAnswer>();
			for (const id of asked) {
				const answer = state.answers(id);
				if (answer.kind === "done") touch(id);
				answers.set(id, answer);
			}
			if (failure === "cut-after") return failed("graph-no-answer");
			return ok({ answers, retryAfterMs: undefined });
		},
		async keep(rows) {
			if (!state.keepWorks()) throw new DOMException("full", "QuotaExceededError");
			for (const row of rows) state.kept.set(row.id, row);
		},
		async note(note) {
			if (state.noteWorks()) state.notes.push(note);
			return state.noteWorks();
		},
	};
	function read(id: string): CandidateRead {
		if (state.gone.has(id)) return { kind: "gone" };
		const isSeen = Date.now() - (touchedAt.get(id) ?? 0) >= state.lagMs;
		const isExpired = state.showsProfile ? state.expired.has(id) && isSeen : undefined;
		return { kind: "person", person: { ...person(id), isExpired } };
	}
	const rows = (): ExpiryRow[] => ids.map((id) => state.kept.get(id) ?? freshRow(person(id)));
	function run() {
		const running = new ExpiryRun(rows(), ports, ({ heldUpBy }) => {
			if (heldUpBy) state.heldUp.add(heldUpBy);
		});
		return Object.assign(running, { ended: running.finish() });
	}
	return { state, run, ids, rows };
}

const CHANGED = new Date("2026-10-01T00:00:00Z");
const person = (id: string) => exampleCandidate({ id, lastPasswordChangeAt: CHANGED });

beforeEach(() => {
	vi.useFakeTimers({ now: new Date("2026-11-22T10:00:00Z") });
});
afterEach(() => {
	vi.useRealTimers();
});

/** Advances ten minutes, enough for any of these. */
async function finish(run: { ended: Promise<RunEnd> }): Promise<RunEnd> {
	let end: RunEnd | undefined;
	run.ended.then((value) => {
		end = value;
	});
	for (let second = 0; second < 600 && !end; second++) await vi.advanceTimersByTimeAsync(1000);
	if (!end) throw new Error("The run did not end.");
	return end;
}

const states = (rows: readonly ExpiryRow[]) => new Set(rows.map(({ state }) => state));
const times = (touched: Map<string, number>) => [...new Set(touched.values())];

describe("a run", () => {
	test("expires everybody once, reads them back, and has every result recorded", async () => {
		const { state, run } = tenant(250);
		const running = run();
		expect(await finish(running)).toBe("complete");
		expect(states(running.rows())).toEqual(new Set(["expired"]));
		expect([state.touched.size, times(state.touched)]).toEqual([250, [1]]);
		const written = state.notes.flatMap((note) => (note.step === "results" ? note.results : []));
		expect(new Set(written.map(({ id }) => id)).size).toBe(250);
	});

	test("that is complete ends when paused while the portal's server does not answer", async () => {
		const { state, run } = tenant(20);
		state.noteWorks = () => false;
		const running = run();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(states(running.rows())).toEqual(new Set(["expired"]));
		running.pause();
		expect(await finish(running)).toBe("paused");
	});

	test("whose answer is lost reads back before it sends again", async () => {
		const { state, run } = tenant(60);
		state.expireFailures = ["cut-after", failed("graph-no-answer")];
		const running = run();
		expect(await finish(running)).toBe("complete");
		expect(states(running.rows())).toEqual(new Set(["expired"]));
		expect([state.touched.size, times(state.touched)]).toEqual([60, [1]]);
		expect(state.heldUp.has("network")).toBe(true);
	});

	test("that is interrupted anywhere resumes without expiring anybody twice", async () => {
		for (let calls = 1; calls < 9; calls++) {
			const { state, run } = tenant(100);
			let sent = 0;
			// The page closes in the middle, so nothing more is stored.
			state.keepWorks = () => {
				sent += 1;
				return sent <= calls;
			};
			expect(await finish(run())).toMatchObject({ code: "storage-full" });
			state.keepWorks = () => true;
			await vi.advanceTimersByTimeAsync(60_000);
			const resumed = run();
			expect(await finish(resumed)).toBe("complete");
			expect([state.touched.size, times(state.touched)], `after ${calls}`).toEqual([100, [1]]);
		}
	});

	test("waits for reads that lag", async () => {
		const { state, run } = tenant(40);
		state.lagMs = 9000;
		const running = run();
		expect(await finish(running)).toBe("complete");
		expect(states(running.rows())).toEqual(new Set(["expired"]));
		expect(times(state.touched)).toEqual([1]);
	});

	test("resends only what was throttled", async () => {
		const { state, run } = tenant(40);
		let left = 25;
		state.answers = () => {
			left -= 1;
			return { kind: left >= 0 ? "done" : "throttled" };
		};
		setTimeout(() => {
			left = 100;
		}, 10_000);
		const running = run();
		expect(await finish(running)).toBe("complete");
		expect([state.touched.size, times(state.touched)]).toEqual([40, [1]]);
		expect(state.heldUp.has("throttle")).toBe(true);
	});

	test("continues once Graph is back", async () => {
		const { state, run } = tenant(40);
		const begun = Date.now();
		state.readWorks = () => Date.now() - begun > 90_000;
		const running = run();
		expect(await finish(running)).toBe("complete");
		expect(times(state.touched)).toEqual([1]);
	});

	test("continues at once when the network is back", async () => {
		const { state, run } = tenant(5);
		let isOn = false;
		state.readWorks = () => isOn;
		const running = run();
		await vi.advanceTimersByTimeAsync(200_000);
		isOn = true;
		running.retryNow();
		await vi.advanceTimersByTimeAsync(100);
		expect(state.touched.size).toBe(5);
		expect(await finish(running)).toBe("complete");
	});

	test("reports what failed for whom, and retries only those", async () => {
		const { state, run, ids } = tenant(30);
		state.gone.add("p3");
		state.expired.add("p4");
		const refused: SendAnswer = { kind: "refused", reason: "refused", code: "denied" };
		state.answers = (id) => (id === "p5" ? refused : { kind: id === "p6" ? "no-answer" : "done" });
		const running = run();
		expect(await finish(running)).toBe("complete");
		const by = new Map(running.rows().map((row) => [row.id, row]));
		expect(["p3", "p4", "p5", "p6"].map((id) => by.get(id)?.state)).toEqual([
			"gone",
			"already",
			"refused",
			"failed",
		]);
		expect(by.get("p5")?.code).toBe("denied");
		expect(state.touched.size).toBe(ids.length - 4);
	});

	test("detects that Graph reported success without effect", async () => {
		const { state, run } = tenant(2);
		const running = run();
		state.expired.delete = () => false;
		state.expired.add = function add(id: string) {
			return id === "p1" ? this : Set.prototype.add.call(this, id);
		};
		await finish(running);
		expect(running.rows().map((row) => row.state)).toEqual(["no-effect", "expired"]);
	});

	test("reports that Entra does not show it, and never guesses after a lost answer", async () => {
		const { state, run } = tenant(40);
		state.showsProfile = false;
		state.expireFailures = ["cut-after"];
		const running = run();
		await finish(running);
		expect(states(running.rows())).toEqual(new Set(["unknown", "not-shown"]));
		expect(times(state.touched)).toEqual([1]);
	});

	test("stops when Graph refuses one person after another", async () => {
		const { state, run } = tenant(500);
		state.answers = () => ({ kind: "refused", reason: "refused", code: "denied" });
		const running = run();
		expect(await finish(running)).toEqual({ code: "role-too-low" });
		expect(running.rows().filter((row) => row.state === "waiting").length).toBeGreaterThan(400);
	});

	test.each<[FailureCode, Failed]>([
		["sign-in-ended", failed("sign-in-ended")],
		["second-step-missing", failed("second-step-missing")],
		["right-missing", failed("right-missing")],
		["role-too-low", failed("graph-refused")],
	])("stops: %s, and nobody counts as sent", async (code, failure) => {
		const { state, run } = tenant(20);
		state.expireFailures = [failure];
		const running = run();
		expect(await finish(running)).toEqual({ code });
		expect(states(running.rows())).toEqual(new Set(["waiting"]));
		expect(states([...state.kept.values()])).toEqual(new Set(["waiting"]));
	});

	test("sends nothing before it is stored", async () => {
		const { state, run } = tenant(20);
		state.keepWorks = () => false;
		expect(await finish(run())).toMatchObject({ code: "storage-full" });
		expect(state.touched.size).toBe(0);
	});

	test("that is paused ends after calls in flight, and resumes later", async () => {
		const { state, run } = tenant(200);
		const running = run();
		state.answers = () => {
			running.pause();
			return { kind: "done" };
		};
		expect(await finish(running)).toBe("paused");
		expect(state.touched.size).toBeLessThan(200);
		state.answers = () => ({ kind: "done" });
		expect(await finish(run())).toBe("complete");
		expect([state.touched.size, times(state.touched)]).toEqual([200, [1]]);
	});

	test("stops sending until the server has recorded the results", async () => {
		const { state, run } = tenant(2000);
		state.latencyMs = 300;
		let isUp = false;
		state.noteWorks = () => isUp;
		const running = run();
		await vi.advanceTimersByTimeAsync(120_000);
		expect(state.heldUp.has("audit")).toBe(true);
		expect(state.touched.size).toBeLessThan(1000);
		isUp = true;
		expect(await finish(running)).toBe("complete");
		expect(state.touched.size).toBe(2000);
	});

	test("in which a task throws ends as a whole, after calls in flight", async () => {
		const { state, run } = tenant(400);
		state.latencyMs = 300;
		let calls = 0;
		state.answers = () => {
			calls += 1;
			if (calls === 30) throw new TypeError("a mistake");
			return { kind: "done" };
		};
		const running = run();
		let touchedAtEnd = 0;
		void running.ended.then(() => {
			touchedAtEnd = state.touched.size;
		});
		expect(await finish(running)).toMatchObject({
			code: "mistake",
			cause: { message: "a mistake" },
		});
		await vi.advanceTimersByTimeAsync(60_000);
		// Nothing is sent once another tab may send.
		expect(state.touched.size).toBe(touchedAtEnd);
		expect(touchedAtEnd).toBeLessThan(400);
		state.answers = () => ({ kind: "done" });
		expect(await finish(run())).toBe("complete");
		expect([state.touched.size, times(state.touched)]).toEqual([400, [1]]);
	});

	test("records results again when the call to the server throws", async () => {
		const { state, run } = tenant(20);
		let calls = 0;
		state.noteWorks = () => {
			calls += 1;
			if (calls === 1) throw new TypeError("a mistake");
			return true;
		};
		expect(await finish(run())).toBe("complete");
		expect(state.notes.length).toBeGreaterThan(0);
	});
});
