import { randomUUID } from "node:crypto";
import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import { type StoredLedger, storedLedger } from "./ledgers.ts";
import { type Note, notify } from "./notes.ts";
import type { SharedTables } from "./tables.ts";

/**
 * A portal that has not renewed its row for this long counts as dead, by the database's clock;
 * others take over its people.
 */
const LEASE_MS = 2_500;
/** People per transaction, so that several portals can take over in parallel. */
const MOST_AT_ONCE = 200;

/** A write came too late: another portal holds this person now and continues from what is stored. */
export class HeldElsewhere extends Error {
	override name = "HeldElsewhere";
	/** A retry may succeed; it is not a bug. */
	readonly code = "STORE_UNAVAILABLE";
	readonly personId: string;
	/** The turn of the write. */
	readonly turn: number | undefined;

	constructor({ personId = "", turn }: { personId: string | undefined; turn: number | undefined }) {
		super("Another portal now follows this person.");
		this.personId = personId;
		this.turn = turn;
	}
}

/** People with their live watches, as stored. */
export type TakenPeople = {
	personIds: readonly string[];
	watches: readonly Watch[];
	ledgers: readonly StoredLedger[];
};

/** By controller, since when a portal has read all its people; and the people it read longer ago. */
export type ReadTimes = {
	readAtMs: Record<string, number>;
	except: Record<string, readonly string[]>;
};

type Renewal = {
	/** This portal counted as dead meanwhile: others hold its people, or will. */
	wasDead: boolean;
	/** Other portals have died. */
	hasDied: boolean;
	/** The read times of the other live portals. */
	others: readonly ReadTimes[];
};

/** People whose rows differ from what this portal knew. */
type Differences = {
	/** Held by another portal, or by this one in another turn. */
	lost: string[];
	/** Held by this portal without its knowledge: it would not follow them, and nobody else may. */
	missed: string[];
};

/**
 * Which portal follows whom, when several share a database. Each person has one holder at a time,
 * named in a row; the row's turn, a fencing token, increases with each takeover. Whatever is
 * written about a person goes into a transaction that locks the row and finds its own turn there,
 * so that a portal that was slow, cut off or presumed dead can never overwrite what its successor
 * knows.
 */
export type Holders = {
	/** Whether this portal has joined the others; until then it writes without a turn. */
	isJoined(): boolean;
	/** This portal's id; a new one after it counted as dead. */
	portalId(): string;
	/** The turn in which this portal holds a person, as far as it knows. */
	turnOf(personId: string): number | undefined;
	/** Takes a person over from any holder; `onTaken` runs at the moment from which the person is held. */
	take(personId: string, since: Date, onTaken: OnTaken): Promise<void>;
	/** Takes over people with live watches whom no live portal holds. @returns whether there may be more */
	takeOrphans(since: Date, onTaken: OnTaken): Promise<boolean>;
	/** Renews this portal's row, with the time since which it has read its people. */
	renew(own: ReadTimes): Promise<Renewal>;
	/** Others have taken these people over, in these turns. @returns those whom this portal held until then */
	takenOver(taken: NonNullable<Note["taken"]>): string[];
	/** A write in this turn came too late. @returns whether the person is not held in a later one */
	lose(lost: HeldElsewhere): boolean;
	/** Compares with the rows, since notifications and the answers to own takeovers may be lost. */
	verify(): Promise<Differences>;
	/** This portal ends; others may take over its people at once. */
	leave(): Promise<void>;
	/** Deletes the holders of people without live watches. */
	purge(): Promise<void>;
};

type OnTaken = (taken: TakenPeople) => void;

export function holdersIn(db: Kysely<SharedTables>): Holders {
	return new HolderRows(db);
}

class HolderRows implements Holders {
	readonly #db: Kysely<SharedTables>;
	readonly #held = new Map<string, number>();
	/** Notifications received during a takeover: they may arrive before the own transaction ends. */
	readonly #turns = new Map<string, number>();
	#taking = 0;
	#id: string = randomUUID();
	#hasJoined = false;
	/** Reported by the next renewal that succeeds completely. */
	#wasDead = false;
	#renewedMs = performance.now();
	/** After a database outage no portal is declared dead until all have had time to reconnect. */
	#patientUntilMs = 0;

	constructor(db: Kysely<SharedTables>) {
		this.#db = db;
	}

	isJoined = () => this.#hasJoined;
	portalId = () => this.#id;
	turnOf = (personId: string) => this.#held.get(personId);
	purge = () => purgeHolders(this.#db);

	async take(personId: string, since: Date, onTaken: OnTaken): Promise<void> {
		await this.#claim((tx) => claimOne(tx, personId, this.#id), since, onTaken);
	}

	async takeOrphans(since: Date, onTaken: OnTaken): Promise<boolean> {
		const count = await this.#claim((tx) => claimOrphans(tx, since, this.#id), since, onTaken);
		return count === MOST_AT_ONCE;
	}

	async renew(own: ReadTimes): Promise<Renewal> {
		const { numUpdatedRows } = await this.#db
			.updateTable("portals")
			.set({ seen_at: NOW, read_times: JSON.stringify(own) })
			.where("id", "=", this.#id)
			.executeTakeFirst();
		if (this.#hasJoined && numUpdatedRows === 0n) {
			this.#held.clear();
			this.#id = randomUUID();
			this.#wasDead = true;
		}
		if (numUpdatedRows === 0n) await this.#join();
		const nowMs = performance.now();
		if (nowMs - this.#renewedMs > LEASE_MS) this.#patientUntilMs = nowMs + LEASE_MS;
		this.#renewedMs = nowMs;
		const hasDied = nowMs >= this.#patientUntilMs && (await buryDead(this.#db));
		const others = await readOthers(this.#db, this.#id);
		const wasDead = this.#wasDead;
		this.#wasDead = false;
		return { wasDead, hasDied, others };
	}

	takenOver(taken: NonNullable<Note["taken"]>): string[] {
		if (this.#taking > 0) for (const [personId, turn] of taken) this.#turns.set(personId, turn);
		// A notification may arrive after this portal has taken the person back.
		const lost = taken.filter(([personId, turn]) => (this.#held.get(personId) ?? turn) < turn);
		for (const [personId] of lost) this.#held.delete(personId);
		return lost.map(([personId]) => personId);
	}

	lose({ personId, turn }: HeldElsewhere): boolean {
		if (this.#held.get(personId) !== turn) return false;
		this.#held.delete(personId);
		return true;
	}

	async verify(): Promise<Differences> {
		const before = new Map(this.#held);
		const rows = await this.#db
			.selectFrom("holders")
			.select(["person_id", "turn"])
			.where("portal", "=", this.#id)
			.execute();
		const stored = new Map(rows.map(({ person_id, turn }) => [person_id, turn]));
		const lost = [...before].filter(
			([personId, turn]) => stored.get(personId) !== turn && this.#held.get(personId) === turn,
		);
		for (const [personId] of lost) this.#held.delete(personId);
		// During a takeover a row may be committed before its answer arrives.
		const missed = [...stored.keys()].filter(
			(personId) => this.#taking === 0 && !this.#held.has(personId),
		);
		return { lost: lost.map(([personId]) => personId), missed };
	}

	async leave(): Promise<void> {
		this.#held.clear();
		await this.#db.transaction().execute(async (tx) => {
			await tx.deleteFrom("portals").where("id", "=", this.#id).execute();
			await notify(tx, { from: this.#id, left: true });
		});
	}

	async #join(): Promise<void> {
		await this.#db
			.insertInto("portals")
			.values({ id: this.#id, seen_at: NOW, read_times: NOTHING_READ })
			.onConflict((conflict) => conflict.column("id").doUpdateSet({ seen_at: NOW }))
			.execute();
		this.#hasJoined = true;
	}

	async #claim(
		claim: (tx: Transaction<SharedTables>) => Promise<Claimed[]>,
		since: Date,
		onTaken: OnTaken,
	): Promise<number> {
		if (!this.#hasJoined) await this.#join();
		const by = this.#id;
		this.#taking += 1;
		try {
			const { claimed, taken } = await this.#db.transaction().execute(async (tx) => {
				const claimed = await claim(tx);
				const turns = claimed.map(({ person_id, turn }) => [person_id, turn] as const);
				if (turns.length > 0) await notify(tx, { from: by, taken: turns });
				const personIds = claimed.map(({ person_id }) => person_id);
				return { claimed, taken: await peopleIn(tx, personIds, since) };
			});
			if (by === this.#id) this.#acquire(claimed, taken, onTaken);
			return claimed.length;
		} finally {
			this.#taking -= 1;
			if (this.#taking === 0) this.#turns.clear();
		}
	}

	/** Synchronously: from now on, what is in memory about them belongs to this turn. */
	#acquire(claimed: readonly Claimed[], taken: TakenPeople, onTaken: OnTaken): void {
		const isStill = ({ person_id, turn }: Claimed) => (this.#turns.get(person_id) ?? 0) <= turn;
		const kept = new Map(claimed.filter(isStill).map(({ person_id, turn }) => [person_id, turn]));
		if (kept.size === 0) return;
		for (const [personId, turn] of kept) this.#held.set(personId, turn);
		onTaken({
			personIds: [...kept.keys()],
			watches: taken.watches.filter(({ person }) => kept.has(person.id)),
			ledgers: taken.ledgers.filter(({ personId }) => kept.has(personId)),
		});
	}
}

/** Computed by the database: the portals' own clocks need not agree. */
const NOW = sql<Date>`clock_timestamp()`;
const NOTHING_READ = JSON.stringify({ readAtMs: {}, except: {} } satisfies ReadTimes);

/** Deletes the rows of dead portals. @returns whether there were any */
async function buryDead(db: Kysely<SharedTables>): Promise<boolean> {
	const lease = sql.lit(`${LEASE_MS} ms`);
	const died = await db
		.deleteFrom("portals")
		.where("seen_at", "<", sql<Date>`clock_timestamp() - ${lease}::interval`)
		.returning("id")
		.execute();
	return died.length > 0;
}

async function readOthers(db: Kysely<SharedTables>, id: string): Promise<ReadTimes[]> {
	const others = await db
		.selectFrom("portals")
		.select("read_times")
		.where("id", "!=", id)
		.execute();
	return others.map(({ read_times }) => JSON.parse(read_times));
}

async function purgeHolders(db: Kysely<SharedTables>): Promise<void> {
	const where = sql<SqlBool>`not exists (
		select 1 from watches where watches.person_id = holders.person_id and ended_at_ms is null)`;
	await deleteInPortions(db, { from: "holders", key: "person_id", where });
}

type Claimed = { person_id: string; turn: number };

async function claimOne(
	tx: Transaction<SharedTables>,
	personId: string,
	portal: string,
): Promise<Claimed[]> {
	return await tx
		.insertInto("holders")
		.values({ person_id: personId, portal, turn: 1 })
		.onConflict((conflict) =>
			conflict.column("person_id").doUpdateSet({ portal, turn: sql<number>`holders.turn + 1` }),
		)
		.returning(["person_id", "turn"])
		.execute();
}

/**
 * Two portals that claim the same person wait for each other, and the second sees that the first is
 * alive.
 */
async function claimOrphans(
	tx: Transaction<SharedTables>,
	since: Date,
	portal: string,
): Promise<Claimed[]> {
	const orphans = tx
		.selectFrom("watches")
		.leftJoin("holders", "holders.person_id", "watches.person_id")
		.leftJoin("portals", "portals.id", "holders.portal")
		.select(["watches.person_id", sql.lit(portal).as("portal"), sql.lit(1).as("turn")])
		.distinct()
		.where("watches.ended_at_ms", "is", null)
		.where("watches.opened_at_ms", ">=", since.getTime())
		.where("portals.id", "is", null)
		// All portals lock the rows in the same order.
		.orderBy("watches.person_id")
		.limit(MOST_AT_ONCE);
	return await tx
		.insertInto("holders")
		.columns(["person_id", "portal", "turn"])
		.expression(orphans)
		.onConflict((conflict) =>
			conflict
				.column("person_id")
				.doUpdateSet({ portal, turn: sql<number>`holders.turn + 1` })
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom("portals").select("id").whereRef("portals.id", "=", "holders.portal"),
						),
					),
				),
		)
		.returning(["person_id", "turn"])
		.execute();
}

async function peopleIn(
	tx: Transaction<SharedTables>,
	personIds: readonly string[],
	since: Date,
): Promise<TakenPeople> {
	if (personIds.length === 0) return { personIds, watches: [], ledgers: [] };
	const watches = await tx
		.selectFrom("watches")
		.select("body")
		.where("person_id", "in", personIds)
		.where("ended_at_ms", "is", null)
		.where("opened_at_ms", ">=", since.getTime())
		.execute();
	const ledgers = await tx
		.selectFrom("ledgers")
		.select(["person_id", "body"])
		.where("person_id", "in", personIds)
		.execute();
	return {
		personIds,
		watches: watches.map(({ body }) => parseWithDates(body) as Watch),
		ledgers: ledgers.map(storedLedger),
	};
}

type Write = { personId: string; turn: number | undefined };

/**
 * Locks the rows of these people until the transaction ends, so that nobody takes them over
 * meanwhile.
 *
 * @returns for a write, whether this portal no longer holds the person in its turn
 */
export async function lockHolders(
	tx: Transaction<SharedTables>,
	writes: readonly Write[],
	portal: string,
): Promise<(write: Write) => boolean> {
	const personIds = [...new Set(writes.map(({ personId }) => personId))].sort();
	const rows = await tx
		.selectFrom("holders")
		.select(["person_id", "turn"])
		.where("person_id", "in", personIds)
		.where("portal", "=", portal)
		.orderBy("person_id")
		.forShare()
		.execute();
	const turns = new Map(rows.map(({ person_id, turn }) => [person_id, turn]));
	return ({ personId, turn }) => turn === undefined || turns.get(personId) !== turn;
}
