import type { Agent } from "#lib/core/link/link.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Log } from "#lib/server/log.ts";
import type { AuditStore } from "#lib/server/store/audit.ts";

const DAY_MS = 24 * 60 * 60_000;
const BEAT_MS = DAY_MS / 4;

/** In the audit for what nobody but the portal itself has done. */
const PORTAL_ITSELF: Agent = { id: "portal", name: "Keyturn" };

/** Takes away what is older than `days`, now and then again. @returns a function that ends it */
export function startRetention(store: AuditStore, days: number, log: Log): () => void {
	const beat = () =>
		pruneOnce(store, days, now()).then(
			(rows) => rows > 0 && log.info("audit-pruned", { rows }),
			(error) => log.error("audit-not-pruned", { error }),
		);
	void beat();
	const timer = setInterval(() => void beat(), BEAT_MS);
	timer.unref();
	return () => clearInterval(timer);
}

/** @returns how many rows were taken away */
export function pruneOnce(store: AuditStore, days: number, at: Date): Promise<number> {
	const before = new Date(at.getTime() - days * DAY_MS);
	const event = { actor: PORTAL_ITSELF, action: "audit-pruned", result: "done" } as const;
	return store.pruneAudit(before, event, at);
}
