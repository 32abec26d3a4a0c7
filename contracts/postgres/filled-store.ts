import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import type { Store } from "#lib/server/store/store.ts";

export const AT = new Date("2026-11-22T10:00:00Z");
export const sam = { id: "1", name: "sam" };

/** Puts something into every kind of table. */
export async function fillStore(store: Store): Promise<void> {
	for (let n = 0; n < 1_100; n++) {
		const details = { people: n };
		await store.appendAudit(
			{ actor: sam, action: "people-looked-up", details, result: "done" },
			AT,
		);
	}
	const people = Array.from({ length: 700 }, (_, n) => `person-${n}`);
	await store.saveWatches(
		people.map((id) => ({
			watch: openWatch(`t-${id}`, { id, userPrincipalName: id }, { now: AT }),
			ledger: emptyLedger(id),
		})),
	);
	await store.addWait(
		{ ticket: "t", person: sam },
		{ usableAt: AT, waitMs: 5, isFirstChange: true },
	);
	await store.beginByLink("L1", "t");
	await store.keepAnswer("key", { asked: "a", status: 201, body: "{}" }, AT);
	await store.saveHabits({ ...(await store.habits()), lastLanded: { changedAt: AT, at: AT } });
}

/** What a store with these contents says. */
export async function contentOf(store: Store) {
	return {
		watches: (await store.unendedWatches(new Date(0))).map(({ ticket }) => ticket).toSorted(),
		ledgers: await store.ledgers(["person-1", "person-699"]),
		waits: await store.waits(new Date(0)),
		counts: await store.linkCounts(),
		answer: await store.findAnswer("key"),
		habits: await store.habits(),
		audit: await store.verifyAudit(),
	};
}
