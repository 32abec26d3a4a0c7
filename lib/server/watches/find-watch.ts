import { now } from "#lib/clock/clock.ts";
import { hasEnded, openTry, type Watch } from "#lib/core/watch/watch.ts";
import type { ManagedDomain } from "#lib/directory/managed-domain.ts";
import type { Store } from "#lib/server/store/store.ts";
import type { LiveWatches } from "./live-watches.ts";

/** The parts of the portal that calls on watches need. */
export type Watching = { store: Store; domain: ManagedDomain; live: LiveWatches };

export type FoundWatch =
	| { ok: true; watch: Watch }
	| { ok: false; code: "watch-not-found" | "watch-ended" };

/** Finds a watch by its ticket; one that never existed and one that was forgotten look the same. */
export async function findWatch({ store, live }: Watching, ticket: string): Promise<FoundWatch> {
	const watch = live.get(ticket) ?? (await store.findWatch(ticket));
	if (!watch) return { ok: false, code: "watch-not-found" };
	return hasEnded(watch, now()) ? { ok: false, code: "watch-ended" } : { ok: true, watch };
}

/** Like `findWatch`, but for its owner only; for anybody else it does not exist. */
export async function findOwnWatch(
	watching: Watching,
	ticket: string,
	personId: string,
): Promise<FoundWatch> {
	const found = await findWatch(watching, ticket);
	const isOthers = found.ok && found.watch.person.id !== personId;
	return isOthers ? { ok: false, code: "watch-not-found" } : found;
}

/** A person's current watch: the one changed last or perhaps changed since, else the open one. */
export async function currentWatch(
	{ store, live }: Watching,
	personId: string,
): Promise<Watch | undefined> {
	const own = live.of(personId);
	// Memory has all live watches of people this portal follows. If it has none, another portal may follow the person.
	const isHere = !store.shared || own.length > 0;
	return current(live, isHere ? own.toSorted(latestFirst) : await store.watchesOf([personId]));
}

const latestFirst = (a: Watch, b: Watch) => b.openedAt.getTime() - a.openedAt.getTime();

/** `currentWatch` for many people, with one query to the store. @returns by the person's id */
export async function currentWatches(
	{ store, live }: Watching,
	personIds: readonly string[],
): Promise<Map<string, Watch>> {
	const found = Map.groupBy(await store.watchesOf(personIds), ({ person }) => person.id);
	return new Map(
		[...found].flatMap(([id, watches]) => {
			const watch = current(live, watches);
			return watch ? [[id, watch] as const] : [];
		}),
	);
}

function current(live: LiveWatches, stored: readonly Watch[]): Watch | undefined {
	const watches = stored
		.map((watch) => live.get(watch.ticket) ?? watch)
		.filter((watch) => !hasEnded(watch, now()));
	// An attempt without an answer may have changed the password: no device may send it again.
	const hasChanged = (watch: Watch) => watch.state !== "open" || openTry(watch) !== undefined;
	return watches.find(hasChanged) ?? watches[0];
}
