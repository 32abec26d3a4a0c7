import type { ExpiryRow } from "#lib/core/cohort/expiry-row.ts";

/**
 * A run as this browser keeps it, so that a reload, a crash or a closed tab loses nothing. It holds names
 * and results, no password and no token, and goes when the agent puts it away.
 */
export type ExpiryRun = {
	id: string;
	/** Whose run it is; nobody else sees it. */
	agentId: string;
	startedAt: Date;
	/** Whether the portal's server knows that it has ended. */
	isEnded: boolean;
};

export type ExpiryJournal = {
	/** The latest run of an agent, with everybody in it. */
	latest(agentId: string): Promise<{ run: ExpiryRun; rows: ExpiryRow[] } | undefined>;
	/** Keeps a run and everybody in it, and forgets all others of this agent. */
	begin(run: ExpiryRun, rows: readonly ExpiryRow[]): Promise<void>;
	/** Keeps what became of people; on disk when it returns. */
	write(runId: string, rows: readonly ExpiryRow[]): Promise<void>;
	setEnded(run: ExpiryRun, isEnded: boolean): Promise<void>;
	forget(agentId: string): Promise<void>;
};

const NAME = "keyturn.expire";
const RUNS = "runs";
const ROWS = "rows";

type Kept = ExpiryRow & { runId: string };

/** @throws when the browser keeps nothing, as some do in private windows: then nothing may be begun */
export async function openExpiryJournal(): Promise<ExpiryJournal> {
	const db = await openDatabase();
	async function forget(agentId: string): Promise<void> {
		const change = writing(db);
		const runs = change.objectStore(RUNS);
		const all = (await answer(runs.getAll())) as ExpiryRun[];
		for (const run of all.filter((one) => one.agentId === agentId)) {
			runs.delete(run.id);
			change.objectStore(ROWS).delete(rowsOf(run.id));
		}
		await done(change);
	}
	return {
		forget,
		async latest(agentId) {
			const reading = db.transaction([RUNS, ROWS]);
			const runs = (await answer(reading.objectStore(RUNS).getAll())) as ExpiryRun[];
			const own = runs.filter((run) => run.agentId === agentId);
			const [run] = own.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
			if (!run) return undefined;
			const kept = (await answer(reading.objectStore(ROWS).getAll(rowsOf(run.id)))) as Kept[];
			return { run, rows: kept.map(({ runId: _, ...row }) => row) };
		},
		async begin(run, rows) {
			await forget(run.agentId);
			const change = writing(db);
			change.objectStore(RUNS).put(run);
			for (const row of rows) change.objectStore(ROWS).put({ ...row, runId: run.id });
			await done(change);
		},
		async write(runId, rows) {
			if (rows.length === 0) return;
			const change = writing(db);
			for (const row of rows) change.objectStore(ROWS).put({ ...row, runId });
			await done(change);
		},
		async setEnded(run, isEnded) {
			const change = writing(db);
			change.objectStore(RUNS).put({ ...run, isEnded });
			await done(change);
		},
	};
}

/** All rows of a run: an empty array sorts after every text. */
const rowsOf = (runId: string) => IDBKeyRange.bound([runId], [runId, []]);

/** What is said to be written has to survive a power cut too, so the disk is waited for. */
const writing = (db: IDBDatabase) =>
	db.transaction([RUNS, ROWS], "readwrite", { durability: "strict" });

function openDatabase(): Promise<IDBDatabase> {
	const opening = indexedDB.open(NAME, 1);
	opening.onupgradeneeded = () => {
		opening.result.createObjectStore(RUNS, { keyPath: "id" });
		opening.result.createObjectStore(ROWS, { keyPath: ["runId", "id"] });
	};
	return answer(opening);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

function done(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onerror = () => reject(transaction.error);
		transaction.onabort = () => reject(transaction.error);
	});
}
