import { compareVersions, holdsKeys, isSameKeys, type Keys, keysOf } from "./keys.ts";
import type { Observation, PresentObservation } from "./observation.ts";
import { isSameAccount } from "./same-account.ts";

/**
 * The two ledgers of one person: what each controller was seen to hold, and every known change.
 *
 * Never forgotten while a change may still matter: observed keys, whatever happens to the account,
 * the watch or the controller's address; a change that was opened, retaken, forgotten or
 * superseded.
 * Forgotten: all but the last `MAX_HOLDINGS` holdings of a controller; changes sent more than
 * `KEPT_MS` ago; the whole ledger `KEPT_MS` after its last change (the store's retention).
 */
export type PersonLedger = {
	/** Entra's object id, in lower case. */
	personId: string;
	/** In the order in which they were sent. */
	changes: Change[];
	controllers: ControllerLedger[];
};

/** Longer than a watch lives (72 hours) and than a change can be on its way (a day). */
export const KEPT_MS = 4 * 24 * 60 * 60_000;
/** Longer than it takes from a reading to its record, with a Kerberos answer in between. */
const READING_TAKES_MS = 10_000;
const MAX_HOLDINGS = 16;
const MAX_CHANGES = 16;

/** A password change of the person that happened, or may have. */
export type Change = {
	/** The watch that follows it; `undefined` for an earlier attempt, and for a change made elsewhere. */
	ticket: string | undefined;
	/** When it was about to be sent, by the portal's clock: what was held then is its baseline. */
	sentAt: Date;
	/** The call that announced it; see `Sending`. */
	attempt?: string | undefined;
	/** Entra's `lastPasswordChangeDateTime`; hardly ever later than the report. `undefined`: not reported. */
	changedAt: Date | undefined;
	/** Entra refused it, so nothing that arrives belongs to it. */
	isRefused?: true;
	/** A temporary password, to be changed at the next sign-in: it never becomes usable. */
	isTemporary?: true;
	/** Since when it can no longer be on its way: others' later changes have landed. */
	overtakenAt: Date | undefined;
	/** What each controller held when it was usable, by controller id. */
	usable: { at: Date; holdings: Record<string, SettledKeys> } | undefined;
	/** Which lessons its landing has already taught. */
	taught: { passwordTime: boolean; firstKeys: boolean };
};

/** Keys that belong to a change, and the evidence. */
export type SettledKeys = { keys: Keys; evidence: KeyEvidence; seenAt: Date };

/** Why keys are assigned to a change. */
export type KeyEvidence = {
	/** `proof`: `pwdLastSet` carries the change's time. `order`: nothing else can have written them. */
	strength: "proof" | "order";
	rule: "password-time" | "key-version" | "account-arrived" | "same-write";
	attribute:
		| "msDS-KeyVersionNumber"
		| "unicodePwd"
		| "supplementalCredentials"
		| "pwdLastSet"
		| "objectGUID";
	/** When the keys were written, by the clock of the machine that wrote them, if readable. */
	writtenAt: Date | undefined;
};

/** Everything that one controller was seen to hold for the person. */
export type ControllerLedger = {
	/** Its address, from the settings or DNS. */
	id: string;
	/** Its own host name, e.g. `dc1.aaddscontoso.com`. */
	name: string;
	/** Oldest first; the last one is current. */
	holdings: Holding[];
	/** The latest answer, even if nothing could be read. */
	latest: Observation;
	/** The latest answer that could be read. */
	lastRead: Exclude<Observation, { kind: "unread" }> | undefined;
	/** When the domain it serves was created; if later than a change, the domain was rebuilt. */
	domainMadeAt: Date | undefined;
};

/** What a controller held, from the first reading that showed it to the last. */
export type Holding = {
	/** `absent`: no account. */
	keys: Keys | "absent";
	/** `dsServiceName` of the machine that answered. */
	machine: string | undefined;
	firstSeen: Moment;
	lastSeen: Moment;
	/** Its Kerberos service was seen to hold AES keys with exactly these writes. */
	hasAes: boolean;
};

/** A holding while the account existed. */
export type Present = Holding & { keys: Keys };

export function isPresent(holding: Holding): holding is Present {
	return holding.keys !== "absent";
}

/** One instant by two clocks: the portal's, and the controller's if it reported one. */
export type Moment = { at: Date; clock: Date | undefined };

/** What a controller answered, and what it reported about itself. */
type ControllerAnswer = {
	name: string;
	observation: Observation;
	/** When the domain it serves was created, if it reports it. */
	domainMadeAt?: Date | undefined;
};

/** What each controller answered, by controller id. */
export type ControllerObservations = ReadonlyMap<string, ControllerAnswer>;

export function emptyLedger(personId: string): PersonLedger {
	return { personId, changes: [], controllers: [] };
}

/** Records what controllers answered. A controller without news keeps its keys as the same object. */
export function takeReadings(
	ledger: PersonLedger,
	observations: ControllerObservations,
): PersonLedger {
	const known = new Map(ledger.controllers.map((c) => [c.id, c]));
	const read = [...observations].map(([id, answer]) =>
		takeAnswer(known.get(id) ?? knownByMachine(ledger, observations, answer, id), answer),
	);
	const others = ledger.controllers.filter(({ id }) => !observations.has(id));
	const order = new Map(ledger.controllers.map(({ id }, index) => [id, index]));
	const place = ({ id }: ControllerLedger) => order.get(id) ?? Number.MAX_SAFE_INTEGER;
	return { ...ledger, controllers: [...others, ...read].sort((a, b) => place(a) - place(b)) };
}

/** A controller under a new address is the same machine: what it was seen to hold remains. */
function knownByMachine(
	{ controllers }: PersonLedger,
	observations: ControllerObservations,
	{ name, observation }: ControllerAnswer,
	id: string,
): ControllerLedger {
	const machine = observation.kind === "unread" ? undefined : observation.source?.machine;
	const before =
		machine === undefined
			? undefined
			: controllers.find((c) => !observations.has(c.id) && c.holdings.at(-1)?.machine === machine);
	return {
		id,
		name,
		holdings: before?.holdings ?? [],
		latest: { kind: "unread", readAt: observation.readAt, reason: "not-read-yet" },
		lastRead: before?.lastRead,
		domainMadeAt: before?.domainMadeAt,
	};
}

function takeAnswer(before: ControllerLedger, answer: ControllerAnswer): ControllerLedger {
	const { name, observation, domainMadeAt = before.domainMadeAt } = answer;
	const next = { ...before, name, domainMadeAt, latest: observation };
	if (observation.kind === "unread") return next;
	if (before.lastRead && isFromBefore(observation, before.lastRead)) return before;
	if (observation.kind === "twins") return { ...next, lastRead: observation };
	const last = before.holdings.at(-1)?.keys;
	const unwritten = unwrittenSince(before.latest, observation);
	if (!unwritten || last === "absent") {
		return { ...next, lastRead: observation, holdings: extend(before.holdings, observation) };
	}
	const holdings = extend(before.holdings, unwritten, last);
	return { ...next, latest: unwritten, lastRead: unwritten, holdings };
}

/** A Kerberos answer stays valid until the account is written or the service is asked again. */
function unwrittenSince(before: Observation, now: Observation): PresentObservation | undefined {
	if (before.kind !== "present" || now.kind !== "present") return undefined;
	if (!isSameAccount(before.account, now.account)) return undefined;
	return { ...now, kerberosKeys: now.kerberosKeys ?? before.kerberosKeys };
}

/** Whether a later ledger says more about a person than that all earlier readings still hold. */
export function hasNews(before: PersonLedger, after: PersonLedger): boolean {
	return (
		before.changes !== after.changes ||
		before.controllers.length !== after.controllers.length ||
		before.controllers.some((one, i) => !isConfirmedBy(one, after.controllers[i]))
	);
}

/** Whether a later ledger has other keys or lessons, which could not be learned again. */
export function hasNewEvidence(before: PersonLedger, after: PersonLedger): boolean {
	const latest = ({ holdings }: ControllerLedger) => holdings.at(-1)?.firstSeen;
	const lessons = ({ taught }: Change) => Number(taught.passwordTime) + Number(taught.firstKeys);
	return (
		after.controllers.some((one) => {
			const earlier = before.controllers.find(({ id }) => id === one.id);
			return latest(one) !== (earlier && latest(earlier));
		}) ||
		after.changes.some((one) => {
			const earlier = before.changes.find((other) => isSameChange(other, one));
			return earlier !== undefined && lessons(one) > lessons(earlier);
		})
	);
}

function isConfirmedBy(one: ControllerLedger, later: ControllerLedger | undefined): boolean {
	if (one === later) return true;
	const [held, holds] = [one.holdings.at(-1), later?.holdings.at(-1)];
	return (
		one.id === later?.id &&
		one.name === later.name &&
		one.domainMadeAt?.getTime() === later.domainMadeAt?.getTime() &&
		held?.firstSeen === holds?.firstSeen &&
		held?.hasAes === holds?.hasAes &&
		isSameAnswer(one.latest, later.latest)
	);
}

function isSameAnswer(a: Observation, b: Observation): boolean {
	if (a.kind === "unread") return b.kind === "unread" && a.reason === b.reason;
	if (a.kind !== "present") return a.kind === b.kind;
	if (b.kind !== "present" || a.kerberosKeys !== b.kerberosKeys) return false;
	return isSameAccount(a.account, b.account);
}

/**
 * Two concurrent readings may finish in another order than the controller answered. A reading that seems much older is really
 * newer: the clock was set back.
 */
function isFromBefore(one: Observation, last: Observation): boolean {
	const aheadMs = last.readAt.getTime() - one.readAt.getTime();
	return aheadMs > 0 && aheadMs <= READING_TAKES_MS;
}

function extend(
	holdings: Holding[],
	observation: Extract<Observation, { kind: "present" | "absent" }>,
	unwritten?: Keys,
): Holding[] {
	const seen: Moment = { at: observation.readAt, clock: observation.source?.clock };
	const machine = observation.source?.machine;
	const hasAes = observation.kind === "present" && observation.kerberosKeys === "aes";
	const last = holdings.at(-1);
	const keys: Holding["keys"] =
		observation.kind === "present" ? (unwritten ?? keysOf(observation.account)) : "absent";
	if (last && last.machine === machine && isSameKeys(last.keys, keys)) {
		const extended = { ...last, lastSeen: seen, hasAes: last.hasAes || hasAes };
		return [...holdings.slice(0, -1), extended];
	}
	const added = { keys, machine, firstSeen: seen, lastSeen: seen, hasAes };
	return [...holdings.slice(1 - MAX_HOLDINGS), added];
}

/** What is reported about a change that is about to be sent. */
export type Sending = {
	ticket: string;
	/** After the baseline was read, by the portal's clock. */
	at: Date;
	/** It was sent then, before now: other changes may have been sent since. */
	isPast?: true;
	/** Entra's `lastPasswordChangeDateTime` just before, if the browser read it. */
	lastChangedAt?: Date | undefined;
	/** Entra refused the last attempt of the same watch, so it changed nothing. */
	isEarlierTryRefused?: boolean | undefined;
	/**
	 * The call that announces it. A call is repeated while it has no answer, and without one nothing is
	 * sent, so only the last announcement of an attempt counts.
	 */
	attempt?: string | undefined;
};

/** Entra's date has whole seconds, and an attempt is answered within a minute. */
const ANSWERED_MS = 60_000;
/**
 * A date read this long after an attempt, and older than it, shows that the attempt changed
 * nothing: by then every replica of Entra's directory is assumed to know.
 */
export const DATE_SHOWN_AFTER_MS = 5 * 60_000;
/** The portal's clock and Entra's may differ by this much. */
const CLOCKS_APART_MS = 10 * 60_000;
/** How far apart the clocks of two machines may be, where only those can be compared. */
export const CLOCK_TOLERANCE_MS = 2 * 60_000;
/** A date further ahead than this counts as `now`; others are kept, since `pwdLastSet` may carry exactly that date. */
const DATE_AHEAD_MS = 60_000;
/** Entra's date of one change, read twice and rounded in two ways. */
const SAME_DATE_MS = 2_000;

/**
 * Records that a change is about to be sent. An earlier attempt may have succeeded unless it is
 * known to have failed.
 */
export function noteSending(ledger: PersonLedger, sending: Sending): PersonLedger {
	const { ticket, lastChangedAt, isEarlierTryRefused, attempt } = sending;
	const at = sending.isPast ? sending.at : afterAll(ledger, sending.at);
	const earlier = ledger.changes
		.filter((c) => !attempt || c.attempt !== attempt)
		.filter((c) => !c.isRefused && !(c.ticket === ticket && isEarlierTryRefused))
		.filter((c) => !isDisproved(c, sending))
		.map((c) => (c.ticket === ticket ? { ...c, ticket: undefined } : c));
	const own: Change = {
		ticket,
		sentAt: at,
		...(attempt && { attempt }),
		changedAt: undefined,
		overtakenAt: undefined,
		usable: undefined,
		taught: { passwordTime: false, firstKeys: false },
	};
	const isKnown = (date: Date) => earlier.some((change) => isDateOf(change, date));
	const elsewhere =
		lastChangedAt && !isKnown(lastChangedAt) ? [elsewhereChange(lastChangedAt, own)] : [];
	const changes = [...earlier, ...elsewhere, own]
		.filter((c) => at.getTime() - c.sentAt.getTime() <= KEPT_MS)
		.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
	return { ...ledger, changes: changes.slice(-MAX_CHANGES) };
}

/** Whatever is sent now follows all that was sent or seen, even if the clock was set back since. */
function afterAll({ changes, controllers }: PersonLedger, now: Date): Date {
	const sentMs = changes.map(({ sentAt }) => sentAt.getTime() + 1);
	const seenMs = controllers.flatMap(({ holdings }) =>
		holdings.flatMap(({ firstSeen, lastSeen }) => [firstSeen.at.getTime(), lastSeen.at.getTime()]),
	);
	return new Date(Math.max(now.getTime(), ...sentMs, ...seenMs));
}

/**
 * Records that a temporary password is about to be set. It teaches nothing about how the domain
 * writes, since the demand to change it is a write, too.
 */
export function noteTemporary(ledger: PersonLedger, sending: Sending): PersonLedger {
	return withChange(noteSending(ledger, sending), sending.ticket, (change) => ({
		...change,
		isTemporary: true,
		taught: { passwordTime: true, firstKeys: true },
	}));
}

/** Records that Entra refused the change that a watch follows, unless it was reported. */
export function noteRefused(ledger: PersonLedger, ticket: string): PersonLedger {
	return withChange(ledger, ticket, (change) =>
		change.changedAt ? change : { ...change, isRefused: true },
	);
}

/** Removes the change that a watch follows: Entra refused it, so it never happened. */
export function dropChange(ledger: PersonLedger, ticket: string): PersonLedger {
	return { ...ledger, changes: ledger.changes.filter((change) => change.ticket !== ticket) };
}

/** A change made elsewhere before this one, although a clock may date it later. */
function elsewhereChange(lastChangedAt: Date, own: Change): Change {
	const at = lastChangedAt > own.sentAt ? own.sentAt : lastChangedAt;
	return { ...own, ticket: undefined, sentAt: at, changedAt: at };
}

/** A reported change has its own date; an unreported one was answered within a minute or never. */
function isDateOf({ changedAt, sentAt }: Change, date: Date): boolean {
	if (changedAt) return Math.abs(changedAt.getTime() - date.getTime()) <= SAME_DATE_MS;
	return Math.abs(sentAt.getTime() - date.getTime()) < ANSWERED_MS;
}

function isDisproved(change: Change, { at, lastChangedAt }: Sending): boolean {
	if (change.changedAt || change.usable || !lastChangedAt) return false;
	const isShown = at.getTime() - change.sentAt.getTime() > DATE_SHOWN_AFTER_MS;
	return isShown && lastChangedAt.getTime() < change.sentAt.getTime() - ANSWERED_MS;
}

/**
 * Records that a change happened. A repeated report corrects the time. A date from long before the
 * change was sent belongs to another change. Keys that were there before the date belong to another
 * one, too, which happened since and was never reported.
 */
export function noteChange(
	ledger: PersonLedger,
	ticket: string,
	changedAt: Date,
	now: Date,
): PersonLedger {
	const aheadMs = changedAt.getTime() - now.getTime();
	const reported = aheadMs > DATE_AHEAD_MS ? now : changedAt;
	const announced = changeOf(ledger, ticket);
	const isAnother = announced && haveKeysArrived(ledger, announced.sentAt, reported);
	const note = announced?.isTemporary ? noteTemporary : noteSending;
	const known = isAnother
		? note(ledger, { ticket, at: aheadMs > 0 ? now : reported, isPast: true })
		: ledger;
	return withChange(known, ticket, ({ isRefused: _, ...change }) => {
		const isOwn = change.sentAt.getTime() - reported.getTime() <= CLOCKS_APART_MS;
		return { ...change, changedAt: isOwn ? reported : change.sentAt };
	});
}

/**
 * Whether keys that were never seen before arrived on a controller between two instants. Both clocks have to say
 * so, since one of them may be behind Entra's.
 */
function haveKeysArrived({ controllers }: PersonLedger, since: Date, until: Date): boolean {
	const untilMs = until.getTime() - CLOCK_TOLERANCE_MS;
	return controllers.some(({ holdings }) =>
		holdings.some(({ keys, firstSeen: { at, clock = at } }, i) => {
			if (keys === "absent" || !holdsKeys(keys) || at <= since) return false;
			if (at.getTime() >= untilMs || clock.getTime() >= untilMs) return false;
			const before = holdings.slice(0, i).map((held) => held.keys);
			return (
				before.length > 0 &&
				before.every((one) => one === "absent" || compareVersions(one, keys) === "up")
			);
		}),
	);
}

/** Replaces the change that a watch follows. */
export function withChange(
	ledger: PersonLedger,
	ticket: string,
	next: (change: Change) => Change,
): PersonLedger {
	const changes = ledger.changes.map((c) => (c.ticket === ticket ? next(c) : c));
	return { ...ledger, changes };
}

/** The change that a watch follows. */
export function changeOf({ changes }: PersonLedger, ticket: string): Change | undefined {
	return changes.find((change) => change.ticket === ticket);
}

export function isSameChange(a: Change, b: Change): boolean {
	return a.ticket === b.ticket && a.sentAt.getTime() === b.sentAt.getTime();
}

/** Others' later changes have to land this much after a change before it counts as overtaken. */
const OVERTAKEN_AFTER_MS = 30 * 60_000;
/** After this long a change is no longer on its way. */
export const ON_ITS_WAY_MS = 24 * 60 * 60_000;

/**
 * Records that somebody else's change of `othersChangedAt` landed, seen at `now`. Returns the same
 * ledger when nothing is overtaken.
 */
export function noteOthersLanded(
	ledger: PersonLedger,
	othersChangedAt: Date,
	now: Date,
): PersonLedger {
	if (!ledger.changes.some((change) => isNewlyOvertaken(change, othersChangedAt))) return ledger;
	const changes = ledger.changes.map((change) =>
		isNewlyOvertaken(change, othersChangedAt) ? { ...change, overtakenAt: now } : change,
	);
	return { ...ledger, changes };
}

function isNewlyOvertaken(change: Change, othersChangedAt: Date): boolean {
	return !change.overtakenAt && othersChangedAt.getTime() > overtakenAfterMs(change);
}

function overtakenAfterMs({ changedAt, sentAt }: Change): number {
	return (changedAt ?? sentAt).getTime() + OVERTAKEN_AFTER_MS;
}

/** Others' changes made after this time overtake one of this person's when they land; infinite: none is left. */
export function nextOvertakenMs({ changes }: PersonLedger): number {
	let nextMs = Number.POSITIVE_INFINITY;
	for (const change of changes) {
		if (!change.overtakenAt) nextMs = Math.min(nextMs, overtakenAfterMs(change));
	}
	return nextMs;
}

/** Whether a change can no longer be on its way at an instant. */
export function isOvertaken({ overtakenAt, changedAt, sentAt }: Change, at: Date): boolean {
	const isPast = at.getTime() - (changedAt ?? sentAt).getTime() > ON_ITS_WAY_MS;
	return isPast || (overtakenAt !== undefined && overtakenAt <= at);
}
