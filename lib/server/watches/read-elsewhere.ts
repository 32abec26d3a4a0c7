import { type PersonLedger, takeReadings } from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { ReadTimes } from "#lib/server/store/holders.ts";

/** People read longer ago than this are listed individually while they are few. */
const LAGGING_MS = 90_000;
const MOST_NAMED = 100;

/**
 * When the other portals last read the people they follow. The store has the result of a reading, but not that nothing has
 * changed since: that would be a write for everybody who waits.
 */
export type ReadElsewhere = {
	set(others: readonly ReadTimes[]): void;
	/** A stored ledger, with the times at which its readings were last confirmed. */
	confirmed(ledger: PersonLedger): PersonLedger;
	/** When a controller was last read for everybody. */
	latest(): Date | undefined;
};

export function createReadElsewhere(): ReadElsewhere {
	let others: readonly ReadTimes[] = [];

	/** It does not matter who holds a person: whatever all others have read, the holder has, too. */
	function readAtMs(controllerId: string, personId?: string): number | undefined {
		let earliest = Number.POSITIVE_INFINITY;
		for (const { readAtMs, except } of others) {
			const at = readAtMs[controllerId];
			if (at === undefined) return undefined;
			if (personId !== undefined && except[controllerId]?.includes(personId)) return undefined;
			earliest = Math.min(earliest, at);
		}
		return Number.isFinite(earliest) ? earliest : undefined;
	}

	return {
		set(now) {
			others = now;
		},
		confirmed(ledger) {
			const readings = ledger.controllers.flatMap(({ id, name, latest, domainMadeAt }) => {
				const at = readAtMs(id, ledger.personId);
				if (latest.kind === "unread" || at === undefined || at <= latest.readAt.getTime())
					return [];
				return [[id, { name, observation: confirmedAt(latest, at), domainMadeAt }] as const];
			});
			return readings.length > 0 ? takeReadings(ledger, new Map(readings)) : ledger;
		},
		latest() {
			const ids = new Set(others.flatMap((one) => Object.keys(one.readAtMs)));
			const times = [...ids].map((id) => readAtMs(id)).filter((at) => at !== undefined);
			return times.length > 0 ? new Date(Math.max(...times)) : undefined;
		},
	};
}

/** The controller's clock has advanced as well, with the same offset. */
function confirmedAt<Read extends Exclude<Observation, { kind: "unread" }>>(
	latest: Read,
	atMs: number,
): Read {
	const { readAt, source } = latest;
	const clock = source?.clock && new Date(source.clock.getTime() + atMs - readAt.getTime());
	return { ...latest, readAt: new Date(atMs), source: source && { ...source, clock } };
}

type Followed = {
	all(): Iterable<Watch>;
	ledgerOf(personId: string): PersonLedger;
	controllerIds(): readonly string[];
};

/** Since when this portal has read everybody whose change it follows, by controller. */
export function readTimes(live: Followed, now: Date): ReadTimes {
	const read = new Map<string, { personId: string; atMs: number }[]>();
	for (const id of live.controllerIds()) read.set(id, []);
	for (const watch of live.all()) {
		if (!watch.changedAt) continue;
		for (const { id, lastRead } of live.ledgerOf(watch.person.id).controllers) {
			read.get(id)?.push({ personId: watch.person.id, atMs: lastRead?.readAt.getTime() ?? 0 });
		}
	}
	const times: ReadTimes = { readAtMs: {}, except: {} };
	for (const [id, people] of read) {
		const lagging = people.filter(({ atMs }) => now.getTime() - atMs > LAGGING_MS);
		const isNamed = lagging.length <= MOST_NAMED;
		const counted = isNamed ? people.filter((one) => !lagging.includes(one)) : people;
		times.readAtMs[id] = counted.reduce((least, { atMs }) => Math.min(least, atMs), now.getTime());
		if (isNamed && lagging.length > 0) times.except[id] = lagging.map(({ personId }) => personId);
	}
	return times;
}
