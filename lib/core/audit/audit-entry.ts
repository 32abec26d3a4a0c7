import type { Agent } from "../link/link.ts";

/** Everything of the helpdesk's that is written down. A new one is a line here and one in each catalogue. */
export const AUDIT_ACTIONS = [
	"link-made",
	"link-changed",
	"link-ended",
	"people-looked-up",
	"reference-looked-up",
	"cohort-looked-up",
	"ticket-made",
	"expiry-begun",
	"expiry-results",
	"expiry-ended",
	"temporary-password-begun",
	"temporary-password-ended",
	"audit-exported",
	"audit-pruned",
	"audit-keyed",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditResult = "done" | "partly" | "failed";

/** What is to be written down. Never a password, never a token, never a ticket. */
export type AuditEvent = {
	actor: Agent;
	action: AuditAction;
	/** What or whom it was done to; `undefined`: many, or nothing of its own. */
	subject?: { id: string; name: string } | undefined;
	details?: AuditDetails;
	result: AuditResult;
};

/** `who`: everybody of whom something was shown when they are several, as `namesOf` writes them. */
export type AuditDetails = Record<string, string | number>;

/** People as a row of the audit names them: a line each, with user name and object id. */
export function namesOf(people: readonly { id: string; userPrincipalName: string }[]): string {
	return people.map(({ id, userPrincipalName }) => `${userPrincipalName} ${id}`).join("\n");
}

/** One row of the audit, as it is shown. */
export type AuditEntry = Required<AuditEvent> & {
	/** Counts up by one, without a gap. */
	seq: number;
	at: Date;
	/** The key that `hash` was made with, by its id; empty: none. */
	keyId: string;
	/** HMAC-SHA256, or without a key SHA-256, of this row and the hash of the row before it, in hexadecimal. */
	hash: string;
};

/** Whether the chain of the audit is whole; otherwise every place at which it is not, the first of many. */
export type AuditVerdict =
	| { ok: true; rows: number; first: number; last: number; hash: string; keyId: string }
	| { ok: false; breaks: AuditBreak[]; isMore: boolean };

/** Rows `seq` to `upTo` that are not as they were written. */
export type AuditBreak = { seq: number; upTo: number; reason: AuditBreakReason };

/**
 * `unsigned-start`: the rows before it were not removed by retention. `unkeyed`: it is signed by no key, and
 * should be. `unknown-key`: the portal does not have the key that it names.
 */
export type AuditBreakReason = "removed" | "changed" | "unsigned-start" | "unkeyed" | "unknown-key";

/** What is asked of the audit. Empty: everything. */
export type AuditFilter = {
	action?: AuditAction | undefined;
	/** A part of the name of who did it, or of what or whom it was done to. */
	words?: string | undefined;
	/** Calendar days in UTC, both included. */
	from?: string | undefined;
	to?: string | undefined;
};

/** One page of the audit, the newest row first. */
export type AuditPage = {
	entries: AuditEntry[];
	/** Where the next page begins; `undefined`: there is none. */
	next: number | undefined;
};
