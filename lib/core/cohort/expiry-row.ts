/** The state of one person in a run; each has a text in the catalogues. */
export const EXPIRY_STATES = [
	/** Nothing was sent yet, or Graph throttled it (429). */
	"waiting",
	/** Sent, no answer yet. It is read back before anything is sent again. */
	"sent",
	/** Graph reported success; not yet read back. */
	"accepted",
	"expired",
	/** Somebody else expired it meanwhile. */
	"already",
	/** The person has changed the password since the rehearsal. */
	"changed-meanwhile",
	/** Graph reported success, but a read does not show it. */
	"not-shown",
	"no-effect",
	"refused",
	"synchronised",
	"gone",
	"failed",
	/** No answer came, and a read does not show an effect. */
	"unknown",
] as const;
export type ExpiryState = (typeof EXPIRY_STATES)[number];

const UNSETTLED: readonly ExpiryState[] = ["waiting", "sent", "accepted"];
const GOOD: readonly ExpiryState[] = ["expired", "already", "changed-meanwhile", "not-shown"];

export const isSettled = (state: ExpiryState): boolean => !UNSETTLED.includes(state);
/** Whether this person is finished. */
export const isGood = (state: ExpiryState): boolean => GOOD.includes(state);

/** One person of a run, as stored in the browser. */
export type ExpiryRow = {
	id: string;
	displayName: string;
	userPrincipalName: string;
	/** As of the rehearsal. */
	lastPasswordChangeAt: Date | undefined;
	state: ExpiryState;
	/** When the state was reached, by this browser's clock. */
	at: Date | undefined;
	/** How often it was sent without being refused. */
	sends: number;
	/** Graph's own error code. */
	code: string;
	/** Whether the server has recorded the result in the audit. */
	isAudited: boolean;
};

/** What a read of a person shows. */
export type Shown =
	| { kind: "person"; isExpired: boolean | undefined; lastPasswordChangeAt: Date | undefined }
	| { kind: "gone" };

/** Graph's answer to one person's part of a batch, or its absence. */
export type SendAnswer =
	| { kind: "done" | "throttled" | "unauthorised" | "no-answer" }
	| { kind: "refused"; reason: "refused" | "synchronised" | "gone" | "failed"; code: string };

/**
 * How long a read may still return the previous value (the directory's read-after-write lag;
 * Microsoft names no limit). After that a read is trusted.
 */
export const READ_LAG_MS = 15_000;
/** After this many unanswered attempts the agent retries by hand. */
const MOST_SENDS = 5;

/** What to do with a person after a read: send, read again a little later, or nothing more. */
type Verdict = { next: "send" | "look-again" } | { next: "settled"; state: ExpiryState };

/** Decides from a read what to do with a person, so that nobody is expired twice. */
export function verdict(row: ExpiryRow, shown: Shown, now: Date): Verdict {
	const settled = (state: ExpiryState): Verdict => ({ next: "settled", state });
	if (shown.kind === "gone") return settled("gone");
	const isOurs = row.state !== "waiting";
	// Checked first, in case expiring moves the date too, which Microsoft does not document.
	if (shown.isExpired) return settled(isOurs ? "expired" : "already");
	if (hasChanged(row, shown.lastPasswordChangeAt)) {
		return settled(row.state === "accepted" ? "expired" : "changed-meanwhile");
	}
	if (row.state === "waiting") return { next: "send" };
	if (shown.isExpired === undefined) {
		return settled(row.state === "accepted" ? "not-shown" : "unknown");
	}
	if (row.at && now.getTime() - row.at.getTime() < READ_LAG_MS) return { next: "look-again" };
	if (row.state === "accepted") return settled("no-effect");
	return row.sends >= MOST_SENDS ? settled("failed") : { next: "send" };
}

/** Entra's dates have whole seconds. */
function hasChanged({ lastPasswordChangeAt: before }: ExpiryRow, now: Date | undefined): boolean {
	return now !== undefined && (!before || now.getTime() > before.getTime());
}

/** The state after an answer. Without an answer it stays `sent` and is read back. */
export function afterAnswer(answer: SendAnswer): Pick<ExpiryRow, "state" | "code"> {
	switch (answer.kind) {
		case "done":
			return { state: "accepted", code: "" };
		case "throttled":
		case "unauthorised":
			return { state: "waiting", code: "" };
		case "no-answer":
			return { state: "sent", code: "" };
		case "refused":
			return { state: answer.reason, code: answer.code };
	}
}

export function countStates(rows: Iterable<ExpiryRow>): Record<ExpiryState, number> {
	const counts = Object.fromEntries(EXPIRY_STATES.map((state) => [state, 0]));
	for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
	return counts as Record<ExpiryState, number>;
}

const RETRYABLE: readonly ExpiryState[] = ["no-effect", "refused", "failed", "unknown"];

export const canTryAgain = ({ state }: ExpiryRow): boolean => RETRYABLE.includes(state);

/**
 * A person as at the start of a run. Whether an earlier request took effect is read before anything
 * is sent.
 */
export function freshRow(person: Omit<ExpiryRow, "state" | "at" | "sends" | "code" | "isAudited">) {
	const { id, displayName, userPrincipalName, lastPasswordChangeAt } = person;
	const row: ExpiryRow = {
		id,
		displayName,
		userPrincipalName,
		lastPasswordChangeAt,
		state: "waiting",
		at: undefined,
		sends: 0,
		code: "",
		isAudited: false,
	};
	return row;
}
