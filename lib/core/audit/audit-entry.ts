import type { Agent } from "../link/link.ts";

/** Every helpdesk action that is audited. A new one is a line here and one in each catalogue. */
export const AUDIT_ACTIONS = [
	"link-made",
	"link-changed",
	"link-ended",
	"people-looked-up",
	"reference-looked-up",
	"cohort-looked-up",
	"deadline-set",
	"ticket-made",
	"expiry-begun",
	"expiry-results",
	"expiry-ended",
	"temporary-password-begun",
	"temporary-password-ended",
	"audit-exported",
	"audit-pruned",
	"audit-keyed",
	"person-forgotten",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditResult = "done" | "partly" | "failed";

/** An event to record. Never a password, a token or a ticket. */
export type AuditEvent = {
	actor: Agent;
	action: AuditAction;
	/** What or whom it was done to; `undefined`: many, or nothing in particular. */
	subject?: { id: string; name: string } | undefined;
	details?: AuditDetails;
	result: AuditResult;
};

/** `who`: if data of several people was shown, all of them, in the format of `namesOf`. */
export type AuditDetails = Record<string, string | number>;

/** People as an audit row lists them: one per line, with user name and object id. */
export function namesOf(people: readonly { id: string; userPrincipalName: string }[]): string {
	return people.map(({ id, userPrincipalName }) => `${userPrincipalName} ${id}`).join("\n");
}

/** One row of the audit, as shown. */
export type AuditEntry = Required<AuditEvent> & {
	/** Increases by one, without gaps. */
	seq: number;
	at: Date;
	/** The id of the key that `hash` was made with; empty: none. */
	keyId: string;
	/** HMAC-SHA256 (SHA-256 without a key) of this row and the previous row's hash, in hexadecimal. */
	hash: string;
};

/** Whether the hash chain is intact; otherwise every break, the first of many. */
export type AuditVerdict =
	| { ok: true; rows: number; first: number; last: number; hash: string; keyId: string }
	| { ok: false; breaks: AuditBreak[]; isMore: boolean };

/** Rows `seq` to `upTo` differ from what was written. */
export type AuditBreak = { seq: number; upTo: number; reason: AuditBreakReason };

/**
 * `unsigned-start`: the rows before it were not removed by retention. `unkeyed`: signed without a
 * key, although there should be one. `unknown-key`: signed with a key that the portal does not
 * have.
 */
export type AuditBreakReason = "removed" | "changed" | "unsigned-start" | "unkeyed" | "unknown-key";

/** A query of the audit. Empty: everything. */
export type AuditFilter = {
	action?: AuditAction | undefined;
	/** Part of the name of the actor or the subject. */
	words?: string | undefined;
	/** Instants; rows of `to` itself are left out. */
	from?: string | undefined;
	to?: string | undefined;
	/** Leaves out the rows that name the people of a board batch by batch, but not the row of its opening. */
	batches?: "left-out" | undefined;
};

/** One page of the audit, newest row first. */
export type AuditPage = {
	entries: AuditEntry[];
	/** Where the next page begins; `undefined`: there is none. */
	next: number | undefined;
};
