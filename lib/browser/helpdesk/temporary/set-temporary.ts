import { attempted } from "#lib/core/backoff.ts";
import { READ_LAG_MS } from "#lib/core/cohort/expiry-row.ts";
import type { Failure, Result } from "#lib/core/failure.ts";
import type { TemporaryOutcome } from "#lib/core/helpdesk/temporary-outcome.ts";

/** The outcome, for the portal's server; it never contains the password. */
export type TemporaryEndNote = { outcome: TemporaryOutcome; changedAt: Date | null; code: string };

/** The ports for setting a temporary password. */
export type TemporaryPorts = {
	/** Entra's date of the person's last change. */
	readDate(): Promise<Result<Date | undefined>>;
	/** Records that it is about to be set. @returns the ticket of the watch */
	begin(lastChangedAt: Date | undefined): Promise<Result<string>>;
	/** `graph-no-answer`: it is unknown whether it was set. */
	send(): Promise<Result<null>>;
	/** @returns whether it was recorded */
	end(ticket: string, note: TemporaryEndNote): Promise<boolean>;
	now(): Date;
	sleep(ms: number): Promise<void>;
};

/** `ticket`: of the watch that follows it. */
export type TemporaryEnd =
	/** `changedAt`: Entra's date of it. `isSeenOnly`: no answer came, but Entra shows it. */
	| { kind: "set"; ticket: string; changedAt: Date; isSeenOnly: boolean; isWritten: boolean }
	| { kind: "not-set"; failure: Failure }
	| { kind: "unknown" };

const LOOK_EVERY_MS = 1_000;
const END_TRIES = 5;

/**
 * Sets a temporary password: records it beforehand, sends it once, and checks Entra if no answer comes.
 *
 * @param onSet called as soon as Graph has confirmed it
 */
export async function setTemporary(
	ports: TemporaryPorts,
	onSet: () => void,
): Promise<TemporaryEnd> {
	const before = await ports.readDate();
	if (!before.ok) return { kind: "not-set", failure: before.failure };
	const begun = await ports.begin(before.value);
	if (!begun.ok) return { kind: "not-set", failure: begun.failure };
	const ticket = begun.value;
	const end = (note: TemporaryEndNote) =>
		attempted(END_TRIES, () => ports.end(ticket, note), ports.sleep);
	const answer = await ports.send();
	if (!answer.ok && answer.failure.code !== "graph-no-answer") {
		const { failure } = answer;
		const code = plainCode(failure.vendorCode ?? "");
		await end({ outcome: "refused", changedAt: null, code });
		return { kind: "not-set", failure };
	}
	const isConfirmed = answer.ok;
	if (isConfirmed) onSet();
	const shown = await dateAfter(ports, before.value);
	if (!shown && !isConfirmed) {
		await end({ outcome: "unknown", changedAt: null, code: "" });
		return { kind: "unknown" };
	}
	// Entra does not show the date yet; it is not later than now.
	const changedAt = shown ?? ports.now();
	if (!isConfirmed) onSet();
	const isWritten = await end({ outcome: "set", changedAt, code: "" });
	return { kind: "set", ticket, changedAt, isSeenOnly: !isConfirmed, isWritten };
}

/** Entra's date of a later change, as soon as a read shows one; reads may lag. */
async function dateAfter(
	ports: TemporaryPorts,
	before: Date | undefined,
): Promise<Date | undefined> {
	for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
		const read = await ports.readDate();
		if (read.ok && isLater(read.value, before)) return read.value;
		if (waitedMs >= READ_LAG_MS) return undefined;
		await ports.sleep(LOOK_EVERY_MS);
	}
}

/** Whether Entra's date belongs to a later change. */
export function isLater(at: Date | undefined, before: Date | undefined): at is Date {
	return at !== undefined && (!before || at > before);
}

/** Graph's codes are single words; anything else is not recorded. */
function plainCode(code: string): string {
	return /^[\w.-]{0,64}$/.test(code) ? code : "";
}
