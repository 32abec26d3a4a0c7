import { type DBSchema, openDB } from "idb";
import { attempted } from "#lib/core/backoff.ts";
import { MOST_RESULTS } from "#lib/core/cohort/expiry-note.ts";
import type { Candidate } from "#lib/core/cohort/expiry-plan.ts";
import {
	canTryAgain,
	countStates,
	type ExpiryRow,
	type ExpiryState,
	freshRow,
	isSettled,
} from "#lib/core/cohort/expiry-row.ts";
import { type Failure, storageFailure } from "#lib/core/failure.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import { type SignIn, signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { canLock } from "../../site/locks.ts";
import { sleep } from "../../sleep.ts";
import { noteExpiry } from "../helpdesk-api.ts";
import type { FollowedGroup } from "../recent.ts";
import { expiryCalls } from "./expiry-calls.ts";
import { type ExpiryPorts, ExpiryRun, type RunEnd, type RunView, resultsOf } from "./expiry-run.ts";

/** How a run ended, or why it was not started. */
export type SessionEnd = RunEnd | "elsewhere" | "not-written" | "results-not-written";

/** What to start: a new run, an interrupted one, or a retry for the people for whom a run failed. */
export type Start =
	| {
			how: "new";
			people: readonly Candidate[];
			/** The group they belong to, if any; its name is for the audit. */
			group: FollowedGroup | undefined;
	  }
	| { how: "resumed" | "again" };

type Watcher = { onView(view: RunView): void; onRun(run: ExpiryRun): void };

/** A run as stored in this browser. */
export type StoredRun = { run: RunRecord; rows: ExpiryRow[] };

export const agentIdOf = (signIn: SignIn): string =>
	(signedInAccount(signIn)?.id ?? "").toLowerCase();

/** The agent's latest run in this browser; `undefined`: there is none, or the browser stores nothing. */
export async function readStoredRun(signIn: SignIn): Promise<StoredRun | undefined> {
	try {
		return await (await openJournal()).latest(agentIdOf(signIn));
	} catch {
		return undefined;
	}
}

/**
 * Deletes the agent's runs from this browser once the server has recorded everything known about
 * them.
 *
 * @returns why that was not done
 */
export function discardStoredRuns(
	signIn: SignIn,
): Promise<"elsewhere" | "results-not-written" | Failure | undefined> {
	return withJournal(async (journal) => {
		try {
			const stored = await journal.latest(agentIdOf(signIn));
			if (!stored) return undefined;
			const { note } = portsOf(signIn, stored.run, journal);
			const unrecorded = stored.rows.filter((row) => !row.isAudited && row.state !== "waiting");
			for (let at = 0; at < unrecorded.length; at += MOST_RESULTS) {
				const results = resultsOf(unrecorded.slice(at, at + MOST_RESULTS));
				if (!(await note({ step: "results", results }))) return "results-not-written";
			}
			await journal.forget(stored.run.agentId);
			return undefined;
		} catch (error) {
			return storageFailure(error);
		}
	});
}

/** Expires passwords, in at most one tab of this browser at a time. */
export function expire(signIn: SignIn, start: Start, watcher: Watcher): Promise<SessionEnd> {
	return withJournal(async (journal) => {
		const stored = await prepare(journal, agentIdOf(signIn), start).catch(storageFailure);
		if (!stored) return "complete";
		if ("code" in stored) return stored;
		const ports = portsOf(signIn, stored.run, journal);
		const people = stored.rows.filter(({ state }) => !isSettled(state)).length;
		if (people > 0 && !(await ports.note({ step: "begun", how: start.how, people }))) {
			// Nothing was sent yet; a new run leaves no trace.
			if (start.how === "new") await journal.forget(stored.run.agentId).catch(() => undefined);
			return "not-written";
		}
		const run = new ExpiryRun(stored.rows, ports, watcher.onView);
		watcher.onRun(run);
		const retry = () => run.retryNow();
		window.addEventListener("online", retry);
		const end = await run.finish();
		window.removeEventListener("online", retry);
		if (await noteEnd(ports, end, countStates(run.rows()))) {
			await journal.write({ ...stored.run, isEnded: true }, []).catch(() => undefined);
		}
		return end;
	});
}

const LOCK = "keyturn.expire";

async function withJournal<T>(
	work: (journal: Journal) => Promise<T>,
): Promise<T | "elsewhere" | Failure> {
	if (!(await canLock())) return { code: "storage-blocked" };
	return await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
		if (!lock) return "elsewhere";
		const journal = await openJournal().catch(storageFailure);
		return "code" in journal ? journal : await work(journal);
	});
}

/** Writes the plan to disk before anything happens. Another tab may have resumed the run meanwhile. */
async function prepare(
	journal: Journal,
	agentId: string,
	start: Start,
): Promise<StoredRun | undefined> {
	if (start.how === "new") {
		const rows = start.people.map(freshRow);
		const group = start.group && { group: start.group.displayName, groupId: start.group.id };
		const own = { id: crypto.randomUUID(), agentId, startedAt: new Date(), isEnded: false };
		const run = { ...own, ...group };
		await journal.replace(run, rows);
		return { run, rows };
	}
	const stored = await journal.latest(agentId);
	if (!stored || start.how === "resumed") return stored;
	const run = { ...stored.run, isEnded: false };
	const rows = stored.rows.map((row) => (canTryAgain(row) ? freshRow(row) : row));
	await journal.write(
		run,
		rows.filter(({ state }) => state === "waiting"),
	);
	return { run, rows };
}

const END_TRIES = 5;

/** @returns whether the server has recorded the end of the run */
async function noteEnd(
	{ note }: ExpiryPorts,
	end: RunEnd,
	counts: Record<ExpiryState, number>,
): Promise<boolean> {
	if (end !== "complete") {
		await note({ step: "ended", how: "paused", counts });
		return false;
	}
	const complete = () => note({ step: "ended", how: "complete", counts });
	return attempted(END_TRIES, complete, sleep);
}

function portsOf(signIn: SignIn, run: RunRecord, journal: Journal): ExpiryPorts {
	return {
		...expiryCalls(signIn),
		keep: (rows) => journal.write(run, rows),
		async note(note) {
			const event = { run: run.id, ...(run.group && { group: run.group }), ...note };
			return (await callPortal(signIn, (token) => noteExpiry(token, event))).ok;
		},
	};
}

type RunRecord = {
	id: string;
	/** The run's agent; nobody else sees it. */
	agentId: string;
	startedAt: Date;
	/** Whether the portal's server has recorded its end. */
	isEnded: boolean;
	/** The name of the group that its people belong to, if any. */
	group?: string | undefined;
	/** Missing in runs of earlier versions. */
	groupId?: string | undefined;
};

interface JournalSchema extends DBSchema {
	runs: { key: string; value: RunRecord };
	rows: { key: [runId: string, id: string]; value: ExpiryRow & { runId: string } };
}

type Journal = Awaited<ReturnType<typeof openJournal>>;

/**
 * The runs stored in this browser, which survive a reload, a crash or a closed tab. They hold names
 * and results, no passwords or tokens, until the agent discards them.
 *
 * @throws when the browser stores nothing, as some do in private windows: then nothing may be
 *   started
 */
async function openJournal() {
	const db = await openDB<JournalSchema>("keyturn.expire", 1, {
		upgrade(created) {
			created.createObjectStore("runs", { keyPath: "id" });
			created.createObjectStore("rows", { keyPath: ["runId", "id"] });
		},
	});
	// Waits for the disk, so that committed writes survive a power cut.
	const writing = () => db.transaction(["runs", "rows"], "readwrite", { durability: "strict" });

	async function put(
		change: ReturnType<typeof writing>,
		run: RunRecord,
		rows: readonly ExpiryRow[],
	) {
		const stored = rows.map((row) => change.objectStore("rows").put({ ...row, runId: run.id }));
		await Promise.all([change.objectStore("runs").put(run), ...stored, change.done]);
	}
	async function remove(change: ReturnType<typeof writing>, agentId: string) {
		for (const run of await change.objectStore("runs").getAll()) {
			if (run.agentId !== agentId) continue;
			await change.objectStore("runs").delete(run.id);
			await change.objectStore("rows").delete(rowsOf(run.id));
		}
	}
	return {
		/** The latest run of an agent, with all its people. */
		async latest(agentId: string): Promise<StoredRun | undefined> {
			const own = (await db.getAll("runs")).filter((run) => run.agentId === agentId);
			const [run] = own.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
			if (!run) return undefined;
			const stored = await db.getAll("rows", rowsOf(run.id));
			return { run, rows: stored.map(({ runId: _, ...row }) => row) };
		},
		/** Stores a run with all its people, replacing all others of this agent. */
		async replace(run: RunRecord, rows: readonly ExpiryRow[]): Promise<void> {
			const change = writing();
			await remove(change, run.agentId);
			await put(change, run, rows);
		},
		/** Stores a run and the states of some of its people; on disk when it returns. */
		write: (run: RunRecord, rows: readonly ExpiryRow[]): Promise<void> => put(writing(), run, rows),
		async forget(agentId: string): Promise<void> {
			const change = writing();
			await remove(change, agentId);
			await change.done;
		},
	};
}

/** All rows of a run: an empty array sorts after every string. */
const rowsOf = (runId: string) => IDBKeyRange.bound([runId], [runId, []]);
