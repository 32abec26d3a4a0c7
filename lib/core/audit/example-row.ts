import type { AuditEntry } from "./audit-entry.ts";

/** For tests: a row of the audit, with these changes. */
export const row = (changes: Partial<AuditEntry>): AuditEntry => ({
	seq: 7,
	at: new Date("2026-11-29T10:00:00Z"),
	keyId: "",
	hash: "00",
	result: "done",
	actor: { id: "agent", name: "leila@contoso.com" },
	action: "audit-exported",
	subject: undefined,
	details: {},
	...changes,
});

const RUN = "dddddddd-0000-4000-8000-000000000004";
/** A run has no name of its own. */
export const OF_RUN = { id: RUN, name: RUN };
export const PERSON = { id: "dana", name: "dana@contoso.com" };
