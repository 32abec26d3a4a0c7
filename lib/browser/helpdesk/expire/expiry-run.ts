import { backoffMs } from "#lib/core/backoff.ts";
import { type ExpiryNote, MOST_RESULTS } from "#lib/core/cohort/expiry-note.ts";
import {
	afterAnswer,
	countStates,
	type ExpiryRow,
	type ExpiryState,
	isSettled,
	type SendAnswer,
	type Shown,
	verdict,
} from "#lib/core/cohort/expiry-row.ts";
import { FULL_PACE, MOST_LANES, refused, wentThrough } from "#lib/core/cohort/pace.ts";
import { type Failure, storageFailure, thrownFailure } from "#lib/core/failure.ts";
import { MOST_IN_BATCH } from "#lib/entra/graph/batch.ts";
import type { CandidateRead } from "#lib/entra/graph/read-candidate.ts";
import { type ExpiryCalls, isSilence } from "./expiry-calls.ts";

/**
 * How a run ended. Some failures concern the whole run: `role-too-low`, Graph refuses person after
 * person, so the agent's role does not, or no longer, reach them; `storage-…`, this browser cannot
 * store the journal, without which nothing may be sent. After `mistake`, calls in flight are read
 * back when the run is resumed.
 */
export type RunEnd = "complete" | "paused" | Failure;

/** Why the run is currently waiting. */
export type HeldUpBy = "network" | "throttle" | "audit";

export type RunView = {
	counts: Readonly<Record<ExpiryState, number>>;
	total: number;
	heldUpBy: HeldUpBy | undefined;
};

type WithoutRun<T> = T extends unknown ? Omit<T, "run"> : never;
export type RunNote = WithoutRun<ExpiryNote>;

/** The ports of a run. */
export type ExpiryPorts = ExpiryCalls & {
	/** Stores the states of people. @throws when it cannot */
	keep(rows: readonly ExpiryRow[]): Promise<void>;
	/** Notifies the portal's server. @returns whether it was recorded */
	note(note: RunNote): Promise<boolean>;
};

export const resultsOf = (rows: readonly ExpiryRow[]) =>
	rows.map(({ id, state }) => ({ id, state }));

/** The maximum age of a read on which a send is based. */
const FRESH_MS = 30_000;
/** This many consecutive refusals are no longer about individuals. */
const MOST_REFUSED_IN_A_ROW = 20;
const MOST_UNAUTHORISED_IN_A_ROW = 3;
/** A person who could not be read this often is abandoned. */
const MOST_UNREAD = 8;
/** How many results may await recording before sending stops. */
const MOST_UNRECORDED = 400;
const LONGEST_SLEEP_MS = 1_000;
const TRY_AGAIN = { firstMs: 1_000, longestMs: 30_000 };

/**
 * A run: sends to people who wait, reads everybody back, and has every result recorded. It starts
 * from the rows as they were left, so a new run, a resumed one and a retry are the same. Nobody is
 * sent twice, because `verdict` decides by what Graph shows.
 */
export class ExpiryRun {
	readonly #ports: ExpiryPorts;
	readonly #onView: (view: RunView) => void;
	readonly #rows: Map<string, ExpiryRow>;
	/** People who can be sent. Those a lane is working on are in none of these three. */
	readonly #waiting = new Set<string>();
	/** When each person is to be read back. */
	readonly #readBackAt = new Map<string, number>();
	/** Settled but not yet recorded by the portal's server. */
	readonly #unrecorded = new Set<string>();
	/** Until when a read of a person is recent enough to send on. */
	readonly #freshUntil = new Map<string, number>();
	/** How often a person could not be read. */
	readonly #unread = new Map<string, number>();
	readonly #sleepers = new Set<() => void>();
	#pace = { reads: FULL_PACE, writes: FULL_PACE };
	#network = { failures: 0, opensAt: 0 };
	#refusedInARow = 0;
	#unauthorisedInARow = 0;
	#sending = 0;
	#busy = 0;
	#isAuditDown = false;
	#haveLanesEnded = false;
	#end: RunEnd | undefined;

	constructor(rows: readonly ExpiryRow[], ports: ExpiryPorts, onView: (view: RunView) => void) {
		this.#ports = ports;
		this.#onView = onView;
		this.#rows = new Map(rows.map((row) => [row.id, row]));
		for (const row of rows) this.#place(row, row.at?.getTime() ?? 0);
	}

	/** Runs until it is complete or something stops it. */
	async finish(): Promise<RunEnd> {
		this.#changed();
		const lanes = Array.from({ length: MOST_LANES }, (_, index) => this.#lane(index));
		const recorded = this.#record();
		await Promise.all(lanes);
		this.#haveLanesEnded = true;
		this.#end ??= "complete";
		this.#changed();
		await recorded;
		return this.#end;
	}

	/** Ends it once calls in flight are answered; a complete one no longer waits for the portal's server. */
	pause(): void {
		if (this.#isAuditDown && this.#end === "complete") this.#end = "paused";
		this.#end ??= "paused";
		this.#changed();
	}

	/** The network is back, so end all waits for it. */
	retryNow(): void {
		this.#network.opensAt = 0;
		this.#changed();
	}

	rows(): ExpiryRow[] {
		return [...this.#rows.values()];
	}

	async #lane(index: number): Promise<void> {
		while (!this.#end) {
			const task = this.#nextTask(index);
			if (!task) return;
			if (typeof task === "number") {
				await this.#sleep(Math.min(LONGEST_SLEEP_MS, Math.max(10, task)));
				continue;
			}
			this.#busy += 1;
			try {
				await task();
			} catch (error) {
				// All lanes end together: the end of a run lets other tabs send.
				this.#end = thrownFailure(error);
				globalThis.reportError?.(error);
			} finally {
				this.#busy -= 1;
			}
			this.#changed();
		}
	}

	/** @returns what to do, or in how many milliseconds to ask again; `undefined`: nothing left to do */
	#nextTask(index: number): (() => Promise<void>) | number | undefined {
		const now = Date.now();
		if (now < this.#network.opensAt) return this.#network.opensAt - now;
		const { reads, writes } = this.#pace;
		const isUnrecorded = this.#isAuditDown || this.#unrecorded.size > MOST_UNRECORDED;
		const isHeldUp = isUnrecorded || this.#sending >= writes.lanes;
		const isOpen = now >= reads.opensAt && now >= writes.opensAt;
		const canSend = this.#waiting.size > 0 && isOpen && !isHeldUp;
		const due = now >= reads.opensAt ? this.#dueForReadBack(now) : [];
		// One lane keeps reading back while the others send, so that both finish at about the same
		// time.
		if (canSend ? index === 0 && due.length === MOST_IN_BATCH : due.length > 0) {
			for (const id of due) this.#readBackAt.delete(id);
			return () => this.#readBack(due);
		}
		if (canSend) {
			const ids = [...this.#waiting].slice(0, MOST_IN_BATCH);
			for (const id of ids) this.#waiting.delete(id);
			this.#sending += 1;
			return () =>
				this.#send(ids).finally(() => {
					this.#sending -= 1;
				});
		}
		const isDone = this.#waiting.size === 0 && this.#readBackAt.size === 0 && this.#busy === 0;
		if (isDone) return undefined;
		const times = [writes.opensAt, reads.opensAt, ...this.#readBackAt.values()];
		return Math.min(now + LONGEST_SLEEP_MS, ...times.filter((at) => at > now)) - now;
	}

	/** A batch of people who are due to be read back. */
	#dueForReadBack(now: number): string[] {
		const due: string[] = [];
		for (const [id, at] of this.#readBackAt) {
			if (at <= now) due.push(id);
			if (due.length === MOST_IN_BATCH) break;
		}
		return due;
	}

	/** Reads people, settles those who need nothing more, and sends to the rest. */
	async #send(ids: readonly string[]): Promise<void> {
		const now = Date.now();
		const stale = ids.filter((id) => (this.#freshUntil.get(id) ?? 0) <= now);
		const ready = ids.filter((id) => !stale.includes(id));
		if (stale.length > 0) {
			const read = await this.#readAndJudge(stale);
			if (!read) return this.#putBack(ready);
			ready.push(...read);
		}
		if (ready.length === 0) return;
		if (this.#end) return this.#putBack(ready);
		// On disk before it is sent: whatever happens then, these are read back first.
		const at = new Date();
		const sent = ready.map((id) => {
			const row = this.#row(id);
			return { ...row, state: "sent" as const, at, sends: row.sends + 1 };
		});
		if (await this.#keep(sent)) await this.#sendBatch(sent);
		else this.#putBack(ready);
	}

	async #readBack(ids: readonly string[]): Promise<void> {
		this.#putBack((await this.#readAndJudge(ids)) ?? []);
	}

	/**
	 * Reads people and settles those it can. All others are put back, except those who may be sent.
	 *
	 * @returns those who may be sent; `undefined`: nobody could be read, and all were put back
	 */
	async #readAndJudge(ids: readonly string[]): Promise<string[] | undefined> {
		const result = await this.#ports.read(ids);
		if (!result.ok) {
			this.#failed(result.failure, "reads");
			this.#putBack(ids);
			return undefined;
		}
		const read = result.value;
		const now = Date.now();
		const changes: ExpiryRow[] = [];
		const toSend: string[] = [];
		for (const id of ids) {
			const row = this.#row(id);
			const judged = this.#judge(row, read.answers.get(id));
			if (judged === "later") this.#putBack([id]);
			else if (judged !== "send") changes.push(this.#set(id, { state: judged, at: new Date(now) }));
			else {
				this.#freshUntil.set(id, now + FRESH_MS);
				if (row.state === "waiting") toSend.push(id);
				else changes.push(this.#set(id, { state: "waiting" }));
			}
		}
		const kinds = ids.map((id) => read.answers.get(id)?.kind ?? "no-answer");
		this.#answered(kinds, "reads", read.retryAfterMs);
		await this.#keep(changes);
		return toSend;
	}

	/** Applies a read to a person. */
	#judge(row: ExpiryRow, read: CandidateRead | undefined): ExpiryState | "send" | "later" {
		if (read?.kind === "throttled" || read?.kind === "unauthorised") return "later";
		if (read?.kind === "person" || read?.kind === "gone") {
			this.#unread.delete(row.id);
			const shown: Shown = read.kind === "person" ? { kind: "person", ...read.person } : read;
			const judged = verdict(row, shown, new Date());
			if (judged.next === "settled") return judged.state;
			return judged.next === "send" ? "send" : "later";
		}
		const times = (this.#unread.get(row.id) ?? 0) + 1;
		this.#unread.set(row.id, times);
		if (read?.kind !== "refused" && times < MOST_UNREAD) return "later";
		if (row.state === "accepted") return "not-shown";
		if (row.state === "sent") return "unknown";
		return read?.kind === "refused" ? "refused" : "failed";
	}

	async #sendBatch(rows: readonly ExpiryRow[]): Promise<void> {
		const result = await this.#ports.expire(rows.map(({ id }) => id));
		if (!result.ok) {
			this.#failed(result.failure, "writes");
			// Without an answer people stay `sent`; all other failures occur before anything is done.
			const isUnknown = result.failure.code === "graph-no-answer";
			const changes = rows.map((row) => this.#set(row.id, isUnknown ? row : unsent(row)));
			await this.#keep(isUnknown ? [] : changes);
			return;
		}
		const at = new Date();
		const sent = result.value;
		const answers = rows.map(({ id }) => sent.answers.get(id) ?? NO_ANSWER);
		const changes = rows.map((row, index) => {
			const next = { ...row, ...afterAnswer(answers[index] ?? NO_ANSWER), at };
			return this.#set(row.id, next.state === "waiting" ? unsent(next) : next);
		});
		const kinds = answers.map(({ kind }) => kind);
		this.#answered(kinds, "writes", sent.retryAfterMs);
		for (const { state } of changes) {
			if (state === "accepted") this.#refusedInARow = 0;
			if (state === "refused") this.#refusedInARow += 1;
		}
		if (this.#refusedInARow >= MOST_REFUSED_IN_A_ROW) this.#end ??= ROLE_TOO_LOW;
		await this.#keep(changes);
	}

	/** Adjusts pace and pauses to the answers inside a batch. */
	#answered(
		kinds: readonly (CandidateRead | SendAnswer)["kind"][],
		what: "reads" | "writes",
		retryAfterMs: number | undefined,
	): void {
		const through = kinds.filter((kind) => !NOT_THROUGH.some((one) => one === kind)).length;
		this.#pace[what] = wentThrough(this.#pace[what], through);
		if (kinds.includes("throttled")) {
			this.#pace[what] = refused(this.#pace[what], Date.now(), retryAfterMs);
		}
		if (kinds.every((kind) => kind === "no-answer")) this.#networkFailed();
		else this.#network.failures = 0;
		this.#unauthorisedInARow = kinds.includes("unauthorised") ? this.#unauthorisedInARow + 1 : 0;
		if (this.#unauthorisedInARow >= MOST_UNAUTHORISED_IN_A_ROW) this.#end ??= SIGN_IN_ENDED;
	}

	#failed(failure: Failure, what: "reads" | "writes"): void {
		const { code, retryAfterMs } = failure;
		if (isSilence(failure)) this.#networkFailed();
		else if (code === "graph-throttled") {
			this.#pace[what] = refused(this.#pace[what], Date.now(), retryAfterMs);
		} else this.#end ??= code === "graph-refused" ? ROLE_TOO_LOW : failure;
	}

	#networkFailed(): void {
		const now = Date.now();
		// Concurrent calls that fail together count once.
		if (now < this.#network.opensAt) return;
		const failures = this.#network.failures + 1;
		this.#network = { failures, opensAt: now + backoffMs(failures, TRY_AGAIN) };
	}

	/**
	 * Has every result recorded by the portal's server, in portions, during the run. While the server
	 * does not answer, results stay in the journal; a paused run leaves them there for later.
	 */
	async #record(): Promise<void> {
		let failures = 0;
		while (!this.#haveLanesEnded || this.#unrecorded.size > 0) {
			if (!this.#haveLanesEnded && this.#unrecorded.size < MOST_RESULTS) {
				await this.#sleep(TRY_AGAIN.longestMs);
				continue;
			}
			this.#isAuditDown = !(await this.#recordPortion());
			failures = this.#isAuditDown ? failures + 1 : 0;
			if (!this.#isAuditDown) continue;
			if (this.#end && this.#end !== "complete") return;
			this.#changed();
			await this.#sleep(backoffMs(failures, TRY_AGAIN));
		}
	}

	async #recordPortion(): Promise<boolean> {
		const ids = [...this.#unrecorded].slice(0, MOST_RESULTS);
		const results = resultsOf(ids.map((id) => this.#row(id)));
		if (!(await this.#ports.note({ step: "results", results }).catch(() => false))) return false;
		for (const id of ids) this.#unrecorded.delete(id);
		const recorded = ids.map((id) => this.#set(id, { isAudited: true }));
		// If this is not stored, the same results are recorded again, which is harmless.
		await this.#ports.keep(recorded).catch(() => undefined);
		return true;
	}

	/** Without a journal nothing more may be sent. @returns whether it was stored */
	async #keep(rows: readonly ExpiryRow[]): Promise<boolean> {
		try {
			await this.#ports.keep(rows);
			return true;
		} catch (error) {
			this.#end ??= storageFailure(error);
			return false;
		}
	}

	#row(id: string): ExpiryRow {
		const row = this.#rows.get(id);
		if (!row) throw new Error("The run has no person with this id.");
		return row;
	}

	#set(id: string, change: Partial<ExpiryRow>): ExpiryRow {
		const row = { ...this.#row(id), ...change };
		this.#rows.set(id, row);
		this.#place(row);
		return row;
	}

	#putBack(ids: readonly string[]): void {
		for (const id of ids) this.#place(this.#row(id));
	}

	#place(row: ExpiryRow, now = Date.now()): void {
		if (row.state === "waiting") this.#waiting.add(row.id);
		else if (!isSettled(row.state)) this.#readBackAt.set(row.id, readBackAt(row, now));
		else if (!row.isAudited) this.#unrecorded.add(row.id);
	}

	/** Wakes all sleepers and shows the run's progress. */
	#changed(): void {
		for (const wake of [...this.#sleepers]) wake();
		const counts = countStates(this.#rows.values());
		this.#onView({ counts, total: this.#rows.size, heldUpBy: this.#heldUpBy() });
	}

	#heldUpBy(): HeldUpBy | undefined {
		const now = Date.now();
		if (now < this.#network.opensAt) return "network";
		if (this.#isAuditDown) return "audit";
		return this.#waiting.size > 0 && now < this.#pace.writes.opensAt ? "throttle" : undefined;
	}

	/** @param ms the longest sleep; it ends early when something changes */
	async #sleep(ms: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				this.#sleepers.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, ms);
			this.#sleepers.add(wake);
		});
	}
}

const ROLE_TOO_LOW: Failure = { code: "role-too-low" };
const SIGN_IN_ENDED: Failure = { code: "sign-in-ended" };
const NOT_THROUGH = ["throttled", "unauthorised", "no-answer"] as const;
const NO_ANSWER: SendAnswer = { kind: "no-answer" };

const unsent = (row: ExpiryRow): ExpiryRow => ({
	...row,
	state: "waiting",
	sends: row.sends - 1,
});

const SOONEST_READ_BACK_MS = 1_000;
const LATEST_READ_BACK_MS = 5_000;

/** The longer ago a person was sent, the longer until the next read. */
function readBackAt({ at }: ExpiryRow, now: number): number {
	const age = at ? now - at.getTime() : 0;
	return now + Math.min(LATEST_READ_BACK_MS, Math.max(SOONEST_READ_BACK_MS, age));
}
