import type { Agent } from "#lib/core/link/link.ts";
import type { AuditStore } from "#lib/server/store/audit.ts";

const DAY_MS = 24 * 60 * 60_000;

/** In the audit for what nobody but the portal itself has done. */
export const PORTAL_ITSELF: Agent = { id: "portal", name: "Keyturn" };

/** Takes away rows that are older than `days`. @returns how many */
export function pruneOnce(store: AuditStore, days: number, at: Date): Promise<number> {
	const before = new Date(at.getTime() - days * DAY_MS);
	const event = { actor: PORTAL_ITSELF, action: "audit-pruned", result: "done" } as const;
	return store.pruneAudit(before, event, at);
}
