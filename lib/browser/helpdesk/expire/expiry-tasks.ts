import {
	afterAnswer,
	type ExpiryRow,
	type ExpiryState,
	type SendAnswer,
	type Shown,
	verdict,
} from "#lib/core/cohort/expiry-row.ts";
import type { CandidateRead } from "#lib/entra/graph/read-candidate.ts";
import type { NetworkGate, PaceGate } from "./expiry-gates.ts";
import type { BatchFailure, ExpiryPorts } from "./expiry-ports.ts";
import type { ExpiryWork } from "./expiry-work.ts";

/** How a run ended; each has words in the catalogues. */
export type RunEnd =
	| "complete"
	| "paused"
	| "sign-in-needed"
	| "consent-missing"
	/** Graph refuses person after person: the agent's role does not reach them, or no longer. */
	| "role-too-low"
	/** This browser cannot keep the journal, without which nothing may be sent. */
	| "journal"
	/** A mistake of ours; what was under way is read back by whoever goes on with the run. */
	| "mistake";

/** What the parts of a run share. */
export type RunContext = {
	work: ExpiryWork;
	ports: ExpiryPorts;
	writes: PaceGate;
	reads: PaceGate;
	network: NetworkGate;
	/** Until when a read of somebody is good enough to send by. */
	freshUntil: Map<string, number>;
	/** How often somebody could not be read. */
	unread: Map<string, number>;
	/** How many people Graph has refused one after the other. */
	refusedInARow: number;
	unauthorisedInARow: number;
	sending: number;
	busy: number;
	isAuditDown: boolean;
	end: RunEnd | undefined;
	/** Wakes whoever sleeps, and shows how far it is. */
	changed(): void;
	/** @param ms at most so long; less when something changes */
	sleep(ms: number): Promise<void>;
};

/** A read may be this old when something is sent by it. */
const FRESH_MS = 30_000;
/** So many refusals one after the other are no longer about single people. */
const MOST_REFUSED_IN_A_ROW = 20;
const MOST_UNAUTHORISED_IN_A_ROW = 3;
const MOST_UNREAD = 8;

/** Reads people, settles those who need nothing more, and sends the others. */
export async function send(run: RunContext, ids: readonly string[]): Promise<void> {
	const { ports, freshUntil } = run;
	const isFresh = (id: string) => (freshUntil.get(id) ?? 0) > ports.now();
	const stale = ids.filter((id) => !isFresh(id));
	const ready = ids.filter(isFresh);
	if (stale.length > 0) {
		const read = await readAndJudge(run, stale);
		if (!read) return putBack(run, ready);
		ready.push(...read);
	}
	if (ready.length === 0) return;
	if (run.end) return putBack(run, ready);
	// Written down before it is sent: whatever happens then, these are read back before anything else.
	const rows = ready.map((id) => mustFind(run, id));
	const at = new Date(ports.now());
	const sent = rows.map((row) => ({ ...row, state: "sent", at, sends: row.sends + 1 }) as const);
	if (!(await keep(run, sent))) return putBack(run, ready);
	await sendNow(run, sent);
}

/** Reads back people who were sent. */
export async function look(run: RunContext, ids: readonly string[]): Promise<void> {
	const again = await readAndJudge(run, ids);
	if (again) putBack(run, again);
}

/**
 * Reads people and settles whom that settles. Everybody else is put back, except those who may be sent.
 *
 * @returns those who may be sent; `undefined`: nobody could be read, and all were put back
 */
async function readAndJudge(
	run: RunContext,
	ids: readonly string[],
): Promise<string[] | undefined> {
	const { ports, work, reads } = run;
	const result = await ports.read(ids);
	const now = ports.now();
	if (!result.ok) {
		failed(run, result, "read");
		putBack(run, ids);
		return undefined;
	}
	run.network.answered();
	const changes: ExpiryRow[] = [];
	const toSend: string[] = [];
	for (const id of ids) {
		const row = mustFind(run, id);
		const judged = judge(run, row, result.answers.get(id));
		if (judged === "send") {
			run.freshUntil.set(id, now + FRESH_MS);
			if (row.state === "waiting") toSend.push(id);
			else changes.push(work.set(id, { state: "waiting" }, now));
		} else if (judged === "later") work.putBack(id, now);
		else changes.push(work.set(id, { state: judged, at: new Date(now) }, now));
	}
	const kinds = ids.map((id) => result.answers.get(id)?.kind);
	if (kinds.includes("throttled")) reads.throttled(now, result.retryAfterMs);
	else if (kinds.every((kind) => kind === undefined || kind === "no-answer")) {
		run.network.failed(now);
	} else reads.wentThrough(ids.length);
	countUnauthorised(run, kinds.includes("unauthorised"));
	await keep(run, changes);
	return toSend;
}

/** What a read makes of somebody. */
function judge(
	run: RunContext,
	row: ExpiryRow,
	read: CandidateRead | undefined,
): ExpiryState | "send" | "later" {
	if (read?.kind === "throttled" || read?.kind === "unauthorised") return "later";
	if (read?.kind === "person" || read?.kind === "gone") {
		run.unread.delete(row.id);
		const shown: Shown =
			read.kind === "person" ? { kind: "person", ...read.person } : { kind: "gone" };
		const { next, ...rest } = verdict(row, shown, new Date(run.ports.now()));
		if ("state" in rest) return rest.state;
		return next === "send" ? "send" : "later";
	}
	const times = (run.unread.get(row.id) ?? 0) + 1;
	run.unread.set(row.id, times);
	if (read?.kind !== "refused" && times < MOST_UNREAD) return "later";
	if (row.state === "accepted") return "not-shown";
	if (row.state === "sent") return "unknown";
	return read?.kind === "refused" ? "refused" : "failed";
}

async function sendNow(run: RunContext, rows: readonly ExpiryRow[]): Promise<void> {
	const { ports, work, writes } = run;
	const result = await ports.expire(rows.map(({ id }) => id));
	const now = ports.now();
	if (!result.ok) {
		failed(run, result, "write");
		// Without an answer they stay sent; everything else comes before anything is done.
		const isUnknown = result.because === "no-answer";
		const changes = rows.map((row) =>
			isUnknown ? row : { ...row, state: "waiting" as const, sends: row.sends - 1 },
		);
		for (const change of changes) work.set(change.id, change, now);
		await keep(run, isUnknown ? [] : changes);
		return;
	}
	run.network.answered();
	const answers = rows.map((row) => ({ row, answer: result.answers.get(row.id) ?? NO_ANSWER }));
	const changes = answers.map(({ row, answer }) =>
		work.set(row.id, changed(row, answer, now), now),
	);
	const kinds = answers.map(({ answer }) => answer.kind);
	writes.wentThrough(kinds.filter((kind) => kind === "done").length);
	if (kinds.includes("throttled")) writes.throttled(now, result.retryAfterMs);
	if (kinds.every((kind) => kind === "no-answer")) run.network.failed(now);
	countUnauthorised(run, kinds.includes("unauthorised"));
	countRefused(run, changes);
	await keep(run, changes);
}

const NO_ANSWER: SendAnswer = { kind: "no-answer" };

function changed(row: ExpiryRow, answer: SendAnswer, now: number): ExpiryRow {
	const next = { ...row, ...afterAnswer(answer), at: new Date(now) };
	return next.state === "waiting" ? { ...next, sends: row.sends - 1 } : next;
}

function countRefused(run: RunContext, rows: readonly ExpiryRow[]): void {
	for (const { state } of rows) {
		if (state === "accepted") run.refusedInARow = 0;
		if (state === "refused") run.refusedInARow += 1;
	}
	if (run.refusedInARow >= MOST_REFUSED_IN_A_ROW) run.end ??= "role-too-low";
}

function countUnauthorised(run: RunContext, isUnauthorised: boolean): void {
	run.unauthorisedInARow = isUnauthorised ? run.unauthorisedInARow + 1 : 0;
	if (run.unauthorisedInARow >= MOST_UNAUTHORISED_IN_A_ROW) run.end ??= "sign-in-needed";
}

function failed(run: RunContext, failure: BatchFailure, what: "read" | "write"): void {
	const now = run.ports.now();
	switch (failure.because) {
		case "no-answer":
		case "not-sent":
			run.network.failed(now);
			return;
		case "throttled":
			run[what === "read" ? "reads" : "writes"].throttled(now, failure.retryAfterMs);
			return;
		case "refused":
			run.end ??= "role-too-low";
			return;
		default:
			run.end ??= failure.because;
	}
}

function putBack({ work, ports }: RunContext, ids: readonly string[]): void {
	for (const id of ids) work.putBack(id, ports.now());
}

function mustFind({ work }: RunContext, id: string): ExpiryRow {
	const row = work.rows.get(id);
	if (!row) throw new Error("Nobody of this run has this id.");
	return row;
}

/** Without a journal nothing more may be sent. */
async function keep(run: RunContext, rows: readonly ExpiryRow[]): Promise<boolean> {
	try {
		await run.ports.keep(rows);
		return true;
	} catch {
		run.end ??= "journal";
		return false;
	}
}
