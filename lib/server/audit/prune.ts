import type { Agent } from "#lib/core/link/link.ts";
import type { AuditStore } from "#lib/server/store/audit.ts";

const DAY_MS = 24 * 60 * 60_000;

/** The audit's actor for what the portal does on its own. */
export const PORTAL_ITSELF: Agent = { id: "portal", name: "Keyturn" };

/** Deletes rows older than `days`. @returns how many */
export function pruneOnce(store: AuditStore, days: number, at: Date): Promise<number> {
	const before = new Date(at.getTime() - days * DAY_MS);
	const event = { actor: PORTAL_ITSELF, action: "audit-pruned", result: "done" } as const;
	return store.pruneAudit(before, event, at);
}
