import type { ExpiryNote } from "#lib/core/cohort/expiry-note.ts";
import type { ExpiryRow, SendAnswer } from "#lib/core/cohort/expiry-row.ts";
import type { CandidateRead } from "#lib/entra/graph/read-candidate.ts";

/** Why a batch came to nothing. `no-answer`: nobody knows what of it was done; else nothing was. */
export type BatchFailure =
	| { because: "no-answer" | "not-sent" | "sign-in-needed" | "consent-missing" | "refused" }
	| { because: "throttled"; retryAfterMs: number | undefined };

/** The answers by the people they are of. `retryAfterMs`: the longest that any of them names. */
export type PortResult<T> =
	| { ok: true; answers: ReadonlyMap<string, T>; retryAfterMs: number | undefined }
	| ({ ok: false } & BatchFailure);

type WithoutRun<T> = T extends unknown ? Omit<T, "run"> : never;
export type RunNote = WithoutRun<ExpiryNote>;

/** What a run needs of the world; at most 20 people at a time. */
export type ExpiryPorts = {
	read(ids: readonly string[]): Promise<PortResult<CandidateRead>>;
	expire(ids: readonly string[]): Promise<PortResult<SendAnswer>>;
	/** Keeps what became of people. @throws when it cannot */
	keep(rows: readonly ExpiryRow[]): Promise<void>;
	/** Tells the portal's server. @returns whether it has written it down */
	note(note: RunNote): Promise<boolean>;
	now(): number;
	/** Calls back when the network is there again. @returns a function that ends it */
	onOnline(callback: () => void): () => void;
};
