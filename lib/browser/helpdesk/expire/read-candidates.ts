import type { Candidate, Unread } from "#lib/core/cohort/expiry-plan.ts";
import { MOST_LANES } from "#lib/core/cohort/pace.ts";
import { MOST_IN_BATCH } from "#lib/entra/graph/batch.ts";
import {
	type CandidateRead,
	candidateCall,
	readCandidate,
} from "#lib/entra/graph/read-candidate.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { batchAsAgent } from "./batch-as-agent.ts";
import { paceGate } from "./expiry-gates.ts";
import type { PortResult } from "./expiry-ports.ts";

/** Why people could not be read; each has words in the catalogues. */
export type ReadFailure = "consent-missing" | "sign-in-needed" | "no-answer" | "refused";

type CandidatesRead =
	| { ok: true; people: Candidate[]; unread: Unread[] }
	| { ok: false; because: ReadFailure };

type Reading = {
	keys: string[];
	total: number;
	people: Candidate[];
	unread: Unread[];
	failure: ReadFailure | undefined;
	/** Batches of which nothing was answered, one after the other. */
	inVain: number;
	onProgress: (done: number) => void;
	gate: ReturnType<typeof paceGate>;
	read: (keys: readonly string[]) => Promise<PortResult<CandidateRead>>;
};

const MOST_IN_VAIN = 5;
const BETWEEN_MS = 500;

/**
 * Reads people as Entra holds them now, by object ids or user names, with the agent's own rights.
 *
 * @param onProgress is told how many of them were read
 */
export async function readCandidates(
	signIn: SignIn,
	keys: readonly string[],
	onProgress: (done: number) => void,
): Promise<CandidatesRead> {
	const batch = batchAsAgent(signIn, "read-people", readCandidate);
	const reading: Reading = {
		...{ keys: [...keys], total: keys.length, people: [], unread: [] },
		...{ failure: undefined, inVain: 0, onProgress, gate: paceGate() },
		read: (portion) => batch(portion.map(candidateCall)),
	};
	await Promise.all(Array.from({ length: MOST_LANES }, () => lane(reading)));
	const { failure, people, unread } = reading;
	return failure ? { ok: false, because: failure } : { ok: true, people, unread };
}

async function lane(reading: Reading): Promise<void> {
	while (!reading.failure && reading.people.length + reading.unread.length < reading.total) {
		const portion = reading.gate.isOpen(Date.now()) ? reading.keys.splice(0, MOST_IN_BATCH) : [];
		// Others may give back what they could not read.
		if (portion.length === 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
		else await readPortion(reading, portion);
	}
}

async function readPortion(reading: Reading, portion: readonly string[]): Promise<void> {
	const result = await reading.read(portion);
	const now = Date.now();
	if (!result.ok) {
		reading.keys.push(...portion);
		if (result.because === "throttled") reading.gate.throttled(now, result.retryAfterMs);
		else if (result.because === "not-sent" || result.because === "no-answer") wasInVain(reading);
		else reading.failure = result.because;
		return;
	}
	let count = 0;
	for (const key of portion) {
		const read = result.answers.get(key);
		if (read?.kind === "person") reading.people.push(read.person);
		else if (read?.kind === "gone") reading.unread.push({ text: key, reason: "not-found" });
		else if (read?.kind === "unreadable") {
			reading.unread.push({ text: key, reason: "not-a-user-name" });
		} else {
			if (read?.kind === "refused") reading.failure = "refused";
			reading.keys.push(key);
			continue;
		}
		count += 1;
	}
	const isThrottled = portion.some((key) => result.answers.get(key)?.kind === "throttled");
	if (isThrottled) reading.gate.throttled(now, result.retryAfterMs);
	else if (count === 0) wasInVain(reading);
	if (count > 0) reading.inVain = 0;
	reading.gate.wentThrough(count);
	reading.onProgress(reading.people.length + reading.unread.length);
}

function wasInVain(reading: Reading): void {
	reading.inVain += 1;
	if (reading.inVain >= MOST_IN_VAIN) reading.failure ??= "no-answer";
	else reading.gate.throttled(Date.now(), undefined);
}
