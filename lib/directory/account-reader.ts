import { now } from "#lib/clock/clock.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { isSameAccount } from "#lib/core/readiness/same-account.ts";
import { createSchedule } from "#lib/core/schedule.ts";
import {
	IDS_PER_SEARCH,
	type SearchRules,
	searchAccounts,
	searchWrites,
	searchWrittenSince,
} from "./account-search.ts";
import { integer } from "./ad-values.ts";
import { type HighestUsn, readHighestUsn } from "./highest-usn.ts";
import { holdsForMs, type Kept, type Known } from "./kept-account.ts";
import type { LdapSession } from "./ldap-session.ts";
import type { AccountKey } from "./managed-domain.ts";

/**
 * While few accounts are followed, each is fully read at least this often, to catch what raises no
 * USN (wrong attempts) and what time alone changes without a known end.
 */
const READ_IN_FULL_MS = 10_000;
/** Full searches take the accounts with the oldest readings, and run less often the more accounts are followed. */
const FULL_SEARCH_OF = 100;
const FULL_SEARCH_EVERY_MS = 1_000;
const FULL_SEARCH_FOR_EACH_MS = 0.4;
const FULL_SEARCH_AT_LEAST_EVERY_MS = 4_000;
/** Accounts that nobody has asked for in a while need not be remembered. */
const MAX_KEPT = 100_000;
/** A USN checked longer ago than this is out of date. */
export const USN_VALID_MS = 1_500;
/**
 * The recorded cost of a search by USN decays each time the other query is used, so that it is
 * tried again.
 */
const COST_DECAY = 0.9;
/** A controller whose USN cannot be read is asked for it again after this. */
const ASK_AGAIN_MS = 60_000;
/** The share of time that searches for written accounts may take, and the period over which it counts. */
export const SEARCHING_AT_MOST = 0.25;
const SEARCHING_OVER_MS = 10_000;
/** Following needs a full read of every account, so it is not tried again sooner. */
const FOLLOW_AGAIN_MS = 10 * 60_000;

/** A pending reading, and the object ids and user names written meanwhile. */
type UnderWay = { written: Set<string>; isOutdated: boolean };

/**
 * Reads the accounts of one controller, and detects which of them it writes.
 *
 * Every write to an object, including replicated ones, raises its `uSNChanged` on the controller
 * that applies it, and with it the controller's `highestCommittedUSN` (MS-ADTS 3.1.1.1.9,
 * 3.1.1.3.2.16). While that number is unchanged nothing was written, and one small query replaces
 * all others. When it has risen, the accounts whose own USN has risen are found, by whichever query
 * has been cheaper on this controller. A new connection may lead to another machine, which counts
 * its own USNs, so everything is read in full then.
 *
 * In a domain that something writes to all the time, each poll needs such a search. Where searches take too
 * much of the time they become less frequent; where they would be too rare to follow writes, they stop, and
 * accounts are polled.
 */
export class AccountReader {
	readonly #rules: SearchRules;
	/** Longest unread first. */
	readonly #kept = new Map<string, Kept>();
	/** The costs of one search by ids, and of listing all writes since. */
	readonly #cost = { ids: Number.POSITIVE_INFINITY, since: 0 };
	#keptFrom: LdapSession | undefined;
	#usn: HighestUsn | undefined;
	#pollAfterMs = 0;
	/** When the searches so far will have taken their share of the time, and no more. */
	#sharedOutMs = 0;
	readonly #underWay = new Set<UnderWay>();
	#lookedAtMs = 0;
	#fullSearchAtMs = 0;
	/** When a reading expires because time alone may have changed the account. */
	readonly #ends = createSchedule<string>();
	/** Previous states of accounts that a reading by somebody else has found changed since the last call. */
	readonly #foundChanged = new Map<string, Kept>();
	/** A new object after each gap in following writes. */
	#followed = {};

	constructor(rules: SearchRules) {
		this.#rules = rules;
	}

	/** @throws whatever the LDAP client throws */
	async read(session: LdapSession, keys: readonly AccountKey[]): Promise<Map<string, Observation>> {
		if (this.#keptFrom !== session || this.#kept.size > MAX_KEPT) this.#forget(session);
		if (session.objectIdForm === "none" || !keys.every((key) => this.#isFresh(key)))
			return await this.#readInFull(session, keys);
		const usns = await searchWrites(session, this.#rules, keys);
		const [readAt, source] = [now(), session.source()];
		const same = new Map<string, Observation>();
		for (const { id } of keys) {
			const known = this.#kept.get(id);
			if (known && known.usn === usns.get(id)) same.set(id, { ...known.found, readAt, source });
		}
		const written = keys.filter(({ id }) => !same.has(id));
		if (written.length === 0) return same;
		return new Map([...same, ...(await this.#readInFull(session, written))]);
	}

	/**
	 * Finds which of the accounts read before have to be read again: those that the controller has
	 * written since the last call, and a few that are due for a full read.
	 *
	 * @returns by object id, what was held at the last call; empty if changes cannot be detected
	 * @throws whatever the LDAP client throws
	 */
	async findWritten(session: LdapSession): Promise<Map<string, Observation>> {
		if (this.#keptFrom !== session) this.#forget(session);
		if (performance.now() < this.#pollAfterMs) return new Map();
		const before = this.#usn;
		const current = await readHighestUsn(session);
		if (this.#keptFrom !== session) return new Map();
		if (!current) this.#pollAfterMs = performance.now() + ASK_AGAIN_MS;
		if (!current || !before || current.machine !== before.machine || current.usn < before.usn) {
			// Earlier reads may predate this USN, or come from another machine or from before a restore.
			if (before || current) this.#forget(session);
			this.#usn = current;
			return new Map();
		}
		const startedMs = performance.now();
		const written =
			current.usn === before.usn
				? []
				: await this.#writtenAfter(session, before.usn).finally(() =>
						this.#pauseAfter(session, performance.now() - startedMs),
					);
		if (this.#keptFrom !== session || this.#usn !== before) return new Map();
		const overdue = this.#overdue();
		for (const { key } of written) this.#kept.delete(key.id);
		const changed = [...written, ...this.#foundChanged.values()];
		this.#foundChanged.clear();
		this.#usn = current;
		return new Map([
			...overdue.map(({ key, found }) => [key.id, asOf(found, current)] as const),
			...changed.map(({ key, found }) => [key.id, asOf(found, before)] as const),
		]);
	}

	/** The controller's state of an account as of the last `findWritten`. `undefined`: it has to be read. */
	cached(id: string): Observation | undefined {
		const known = this.#kept.get(id);
		const usn = this.#usn;
		if (!known || !usn || usn.askedAtMs > known.holdsUntilMs) return undefined;
		return asOf(known.found, usn);
	}

	/** Whether writes cannot be followed, or only at too high a cost, so that accounts have to be polled. */
	isPolling(): boolean {
		return this.#usn === undefined && performance.now() < this.#pollAfterMs;
	}

	/** The same object while every write is found; `undefined` while writes cannot be followed. */
	followed(): object | undefined {
		const askedAtMs = this.#usn?.askedAtMs ?? Number.NEGATIVE_INFINITY;
		return performance.now() - askedAtMs > USN_VALID_MS ? undefined : this.#followed;
	}

	/** Pauses once searches have taken too much of the time; stops following if the pause is too long for that. */
	#pauseAfter(session: LdapSession, searchedMs: number): void {
		if (this.#keptFrom !== session) return;
		const atMs = performance.now();
		this.#sharedOutMs = Math.max(this.#sharedOutMs, atMs) + searchedMs / SEARCHING_AT_MOST;
		const pauseMs = this.#sharedOutMs - atMs - SEARCHING_OVER_MS;
		this.#pollAfterMs = atMs + pauseMs;
		if (pauseMs < USN_VALID_MS) return;
		this.#pollAfterMs = atMs + FOLLOW_AGAIN_MS;
		this.#forget(session);
	}

	#forget(session: LdapSession): void {
		if (this.#keptFrom !== session) this.#pollAfterMs = 0;
		this.#kept.clear();
		this.#ends.clear();
		this.#foundChanged.clear();
		this.#followed = {};
		this.#keptFrom = session;
		this.#usn = undefined;
		for (const reading of this.#underWay) reading.isOutdated = true;
	}

	async #readInFull(
		session: LdapSession,
		keys: readonly AccountKey[],
	): Promise<Map<string, Observation>> {
		const reading: UnderWay = { written: new Set(), isOutdated: false };
		this.#underWay.add(reading);
		const startedMs = performance.now();
		const found = await searchAccounts(session, this.#rules, keys).finally(() =>
			this.#underWay.delete(reading),
		);
		const readMs = performance.now();
		// Searching the same ids for their USNs alone costs no more.
		if (keys.length === IDS_PER_SEARCH)
			this.#cost.ids = Math.min(this.#cost.ids, readMs - startedMs);
		// Spread out, even if they were all read at once.
		const fullUntilMs = readMs + READ_IN_FULL_MS * (0.5 + Math.random() / 2);
		const answers = new Map<string, Observation>();
		// The connection may have been replaced meanwhile.
		const isSameConnection = this.#keptFrom === session;
		for (const key of keys) {
			const { observation, usn } = found.get(key.id) ?? {};
			if (!observation) continue;
			const before = isSameConnection ? this.#kept.get(key.id) : undefined;
			const same = before && asBefore(before.found, observation);
			answers.set(key.id, same ?? observation);
			if (!isSameConnection || reading.isOutdated) continue;
			if (before && !before.isListed && !same) this.#foundChanged.set(key.id, before);
			this.#kept.delete(key.id);
			if (reading.written.has(key.id) || reading.written.has(nameOf(key))) continue;
			const isNumbered = observation.kind === "present" && usn !== undefined;
			if (!isNumbered && observation.kind !== "absent") continue;
			const known = same ?? observation;
			const holdsUntilMs = readMs + holdsForMs(known);
			if (Number.isFinite(holdsUntilMs)) this.#ends.plan(key.id, holdsUntilMs);
			this.#kept.set(key.id, {
				key,
				name: nameOf(key),
				usn,
				found: known,
				holdsUntilMs,
				fullUntilMs,
				isListed: false,
			});
		}
		return answers;
	}

	#isFresh({ id }: AccountKey): boolean {
		const known = this.#kept.get(id);
		return known?.found.kind === "present" && performance.now() < known.fullUntilMs;
	}

	/** The cached accounts that the controller has, or may have, written after a USN. */
	async #writtenAfter(session: LdapSession, usn: bigint): Promise<Kept[]> {
		const cost = this.#cost;
		const searches = Math.ceil(this.#kept.size / IDS_PER_SEARCH);
		const startedMs = performance.now();
		if (searches > 1 && cost.since <= cost.ids * searches) {
			const written = await searchWrittenSince(session, this.#rules, usn).finally(() => {
				cost.since = performance.now() - startedMs;
			});
			for (const reading of this.#underWay) for (const one of written) reading.written.add(one);
			return this.#keptWhere(({ key, name }) => written.has(key.id) || written.has(name));
		}
		const asked = new Set(this.#kept.values());
		const keys = [...asked].map(({ key }) => key);
		const usns = await searchWrites(session, this.#rules, keys);
		// This query does not tell whether accounts with pending reads were written.
		for (const reading of this.#underWay) reading.isOutdated = true;
		if (searches > 0) cost.ids = (performance.now() - startedMs) / searches;
		cost.since *= COST_DECAY;
		// An absent account has no USN, so it is searched again, by user name too. A reading since the last call may have been for
		// somebody who does not follow the account.
		const isUnwritten = (one: Kept) =>
			asked.has(one) &&
			one.found.kind === "present" &&
			one.usn === usns.get(one.key.id) &&
			(integer(one.usn) ?? usn) <= usn;
		return this.#keptWhere((one) => !isUnwritten(one));
	}

	/** Including those whose reading has ended during a query. */
	#keptWhere(isMeant: (one: Kept) => boolean): Kept[] {
		return [...this.#kept.values()].filter(isMeant);
	}

	/** Accounts that time may have changed, and some whose last full read is long ago. */
	#overdue(): Kept[] {
		const atMs = performance.now();
		if (atMs - this.#lookedAtMs < FULL_SEARCH_EVERY_MS) return [];
		this.#lookedAtMs = atMs;
		const ended = this.#ends.takeDue(atMs).flatMap((id) => this.#kept.get(id) ?? []);
		for (const { key } of ended) this.#kept.delete(key.id);
		const everyMs = Math.min(
			this.#kept.size * FULL_SEARCH_FOR_EACH_MS,
			FULL_SEARCH_AT_LEAST_EVERY_MS,
		);
		if (atMs - this.#fullSearchAtMs < everyMs) return ended;
		this.#fullSearchAtMs = atMs;
		const some: Kept[] = [];
		for (const known of this.#kept.values()) {
			if (atMs <= known.fullUntilMs) continue;
			if (known.isListed) this.#kept.delete(known.key.id);
			else some.push(known);
			known.isListed = true;
			if (some.length === FULL_SEARCH_OF) break;
		}
		return [...ended, ...some];
	}
}

/** A later reading, reusing the account's object if nothing has changed. */
function asBefore(before: Known, now: Observation): Known | undefined {
	if (before.kind === "absent") return now.kind === "absent" ? now : undefined;
	if (now.kind !== "present" || !isSameAccount(before.account, now.account)) return undefined;
	return { ...now, account: before.account };
}

function asOf(found: Known, { askedAt, source }: HighestUsn): Known {
	return { ...found, readAt: askedAt, source };
}

function nameOf({ userPrincipalName }: AccountKey): string {
	return userPrincipalName.toLowerCase();
}
