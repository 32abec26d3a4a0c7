import { MOST_RESULTS } from "#lib/core/cohort/expiry-note.ts";
import type { Candidate } from "#lib/core/cohort/expiry-plan.ts";
import {
	canTryAgain,
	countStates,
	type ExpiryRow,
	freshRow,
	isSettled,
} from "#lib/core/cohort/expiry-row.ts";
import { expireCall, readExpire } from "#lib/entra/graph/expire-password.ts";
import { candidateCall, readCandidate } from "#lib/entra/graph/read-candidate.ts";
import { type SignIn, signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { callPortal } from "../../call-portal.ts";
import { canLock } from "../../site/locks.ts";
import { noteExpiry } from "../helpdesk-api.ts";
import { batchAsAgent } from "./batch-as-agent.ts";
import { type ExpiryJournal, type ExpiryRun, openExpiryJournal } from "./expiry-journal.ts";
import type { ExpiryPorts, RunNote } from "./expiry-ports.ts";
import { goOn, type Run, type RunView } from "./expiry-run.ts";
import type { RunEnd } from "./expiry-tasks.ts";

/** How it ended, or why it was not begun; each has words in the catalogues. */
export type SessionEnd = RunEnd | "elsewhere" | "not-written" | "results-not-written";

export type KeptRun = { run: ExpiryRun; rows: ExpiryRow[] };

/** What starts: a new run, one that was broken off, or those of a run alone for whom it did not work. */
export type Start = { how: "new"; people: readonly Candidate[] } | { how: "resumed" | "again" };

type Watcher = { onView(view: RunView): void; onRun(run: Run): void };

const LOCK = "keyturn.expire";
const END_TRIES = 5;

export const agentIdOf = (signIn: SignIn): string =>
	(signedInAccount(signIn)?.id ?? "").toLowerCase();

/** The agent's latest run in this browser; `undefined`: there is none, or the browser keeps nothing. */
export async function readKeptRun(signIn: SignIn): Promise<KeptRun | undefined> {
	try {
		return await (await openExpiryJournal()).latest(agentIdOf(signIn));
	} catch {
		return undefined;
	}
}

/** Does something in no more than one tab of this browser at a time, with the journal. */
async function alone<T>(
	work: (journal: ExpiryJournal) => Promise<T>,
): Promise<T | "elsewhere" | "journal"> {
	if (!(await canLock())) return "journal";
	return await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
		if (!lock) return "elsewhere";
		const journal = await openExpiryJournal().catch(() => undefined);
		return journal ? await work(journal) : "journal";
	});
}

/**
 * Puts the agent's runs in this browser away, once the server has written down all that is known of them.
 *
 * @returns why that was not done
 */
export function putKeptRunsAway(
	signIn: SignIn,
): Promise<"elsewhere" | "journal" | "results-not-written" | undefined> {
	return alone(async (journal) => {
		try {
			const kept = await journal.latest(agentIdOf(signIn));
			if (!kept) return undefined;
			if (!(await writeDown(portsOf(signIn, kept.run, journal), kept.rows))) {
				return "results-not-written";
			}
			await journal.forget(kept.run.agentId);
			return undefined;
		} catch {
			return "journal";
		}
	});
}

async function writeDown(ports: ExpiryPorts, rows: readonly ExpiryRow[]): Promise<boolean> {
	const unwritten = rows.filter((row) => !row.isAudited && row.state !== "waiting");
	for (let at = 0; at < unwritten.length; at += MOST_RESULTS) {
		const results = unwritten.slice(at, at + MOST_RESULTS).map(({ id, state }) => ({ id, state }));
		if (!(await ports.note({ step: "results", results }))) return false;
	}
	return true;
}

/** Does it, in no more than one tab of this browser at a time. */
export function expire(signIn: SignIn, start: Start, watcher: Watcher): Promise<SessionEnd> {
	return alone(async (journal) => {
		let kept: KeptRun | undefined;
		try {
			kept = await prepare(journal, agentIdOf(signIn), start);
		} catch {
			return "journal";
		}
		if (!kept) return "complete";
		return await goThrough(signIn, { ...kept, journal, how: start.how }, watcher);
	});
}

/** What is to be gone through, kept before anything happens. Another tab may have gone on meanwhile. */
async function prepare(
	journal: ExpiryJournal,
	agentId: string,
	start: Start,
): Promise<KeptRun | undefined> {
	if (start.how === "new") {
		const rows = start.people.map(freshRow);
		const run = { id: crypto.randomUUID(), agentId, startedAt: new Date(), isEnded: false };
		await journal.begin(run, rows);
		return { run, rows };
	}
	const kept = await journal.latest(agentId);
	if (!kept || start.how === "resumed") return kept;
	const rows = kept.rows.map((row) => (canTryAgain(row) ? freshRow(row) : row));
	await journal.setEnded(kept.run, false);
	await journal.write(
		kept.run.id,
		rows.filter(({ state }) => state === "waiting"),
	);
	return { ...kept, rows };
}

type Going = KeptRun & { journal: ExpiryJournal; how: Start["how"] };

async function goThrough(signIn: SignIn, going: Going, watcher: Watcher): Promise<SessionEnd> {
	const { run: kept, rows, journal, how } = going;
	const ports = portsOf(signIn, kept, journal);
	const people = rows.filter(({ state }) => !isSettled(state)).length;
	if (people > 0 && !(await ports.note({ step: "begun", how, people }))) {
		// Nothing was sent yet; a new one is as if it had never been.
		if (how === "new") await journal.forget(kept.agentId).catch(() => undefined);
		return "not-written";
	}
	const run = goOn(rows, ports, watcher.onView);
	watcher.onRun(run);
	const end = await run.ended;
	const counts = countStates(run.rows());
	const isComplete = end === "complete";
	const note: RunNote = { step: "ended", how: isComplete ? "complete" : "paused", counts };
	const isNoted = await noteEnd(ports, note, isComplete ? END_TRIES : 1);
	if (isComplete && isNoted) await journal.setEnded(kept, true).catch(() => undefined);
	return end;
}

async function noteEnd(ports: ExpiryPorts, note: RunNote, tries: number): Promise<boolean> {
	for (let n = 1; n <= tries; n++) {
		if (await ports.note(note)) return true;
		if (n < tries) await new Promise((resolve) => setTimeout(resolve, n * 1000));
	}
	return false;
}

function portsOf(signIn: SignIn, run: ExpiryRun, journal: ExpiryJournal): ExpiryPorts {
	const read = batchAsAgent(signIn, "read-people", readCandidate);
	const write = batchAsAgent(signIn, "expire-passwords", readExpire);
	return {
		read: (ids) => read(ids.map(candidateCall)),
		expire: (ids) => write(ids.map(expireCall)),
		keep: (rows) => journal.write(run.id, rows),
		async note(note) {
			const said = { run: run.id, ...note };
			return (await callPortal(signIn, (token) => noteExpiry(token, said))).ok;
		},
		now: () => Date.now(),
		onOnline(callback) {
			window.addEventListener("online", callback);
			return () => window.removeEventListener("online", callback);
		},
	};
}
