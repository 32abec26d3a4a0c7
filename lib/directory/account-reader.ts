import { now } from "#lib/clock/clock.ts";
import type { Observation, PresentObservation } from "#lib/core/readiness/observation.ts";
import { type SearchRules, searchAccounts, searchWrites } from "./account-search.ts";
import type { LdapSession } from "./ldap-session.ts";
import type { AccountKey } from "./managed-domain.ts";

/**
 * What time alone changes (a lockout or a password that runs out), and what every controller keeps to itself
 * without numbering it (wrong tries), is seen at the latest after this.
 */
const READ_IN_FULL_MS = 10_000;
/** Accounts that nobody has asked for in a while need not be remembered. */
const MAX_KEPT = 50_000;

type Kept = { usn: string; found: PresentObservation; fullUntilMs: number };

/**
 * Reads accounts of one controller, those that it has not written since the last time from memory.
 *
 * Every write to an object raises its `uSNChanged` on the controller that takes the write, replicated
 * writes too (MS-ADTS 3.1.1.1.9). While it stands still, the account is as it was: asking for it costs
 * a tenth of asking for everything. Another connection may lead to another machine, whose numbers are
 * its own, so with it all is read anew.
 */
export function accountReader(rules: SearchRules) {
	const kept = new Map<string, Kept>();
	let keptFrom: LdapSession | undefined;

	async function readInFull(
		session: LdapSession,
		keys: readonly AccountKey[],
	): Promise<Map<string, Observation>> {
		const found = await searchAccounts(session, rules, keys);
		// Not all at once again, though they may have been read at once.
		const fullUntilMs = performance.now() + READ_IN_FULL_MS * (0.5 + Math.random() / 2);
		// Another connection may have taken its place meanwhile.
		const isCurrent = keptFrom === session;
		for (const [id, { observation, usn }] of isCurrent ? found : []) {
			if (observation.kind !== "present" || usn === undefined) kept.delete(id);
			else kept.set(id, { usn, found: observation, fullUntilMs });
		}
		return new Map([...found].map(([id, { observation }]) => [id, observation]));
	}

	function isFresh({ id }: AccountKey): boolean {
		const fullUntilMs = kept.get(id)?.fullUntilMs;
		return fullUntilMs !== undefined && performance.now() < fullUntilMs;
	}

	/** @throws what the client throws */
	return async function read(
		session: LdapSession,
		keys: readonly AccountKey[],
	): Promise<Map<string, Observation>> {
		if (keptFrom !== session || kept.size > MAX_KEPT) kept.clear();
		keptFrom = session;
		if (session.objectIdForm === "none" || !keys.every(isFresh))
			return await readInFull(session, keys);
		const usns = await searchWrites(session, rules, keys);
		const [readAt, source] = [now(), session.source()];
		const same = new Map<string, Observation>();
		for (const { id } of keys) {
			const known = kept.get(id);
			if (known && known.usn === usns.get(id)) same.set(id, { ...known.found, readAt, source });
		}
		const written = keys.filter(({ id }) => !same.has(id));
		if (written.length === 0) return same;
		return new Map([...same, ...(await readInFull(session, written))]);
	};
}
