import { firstKeysHabit, type Habits, passwordTimeHabit } from "./habits.ts";
import {
	type Change,
	type ControllerLedger,
	type Holding,
	isOvertaken,
	isSameKeys,
	isSamePasswordTime,
	type KeyEvidence,
	type Keys,
	type Moment,
	type PersonLedger,
	type SettledKeys,
	writesId,
} from "./ledger.ts";

/**
 * Which change do the keys on a controller belong to? They are this change's by *proof* (`pwdLastSet`
 * carries its time) or by *order* (they were written after the baseline, and nothing else can have
 * written them). All else is a *doubt*, with its reason.
 */
export type Assignment =
	/** What is held is what was held before. */
	| { kind: "old" }
	| { kind: "landed"; settled: SettledKeys; kinds: KeyKinds }
	/** An account was just made: its first keys may still be replaced. `until`: by the portal's clock. */
	| { kind: "settling"; settled: SettledKeys; until: Date }
	| { kind: "doubt"; reason: AssignmentDoubt; seenAt: Date };

/** Which of the two attributes with keys were written; `undefined`: it cannot be read. */
export type KeyKinds = { ntlm: boolean; kerberos: boolean } | undefined;

export type AssignmentDoubt =
	/** An earlier change of the same person may still be on its way. */
	| "earlier-change"
	/** What was held before is not known. */
	| "no-baseline"
	/** The account is another object than before. */
	| "recreated"
	/** The account was there before, where it could not be seen. */
	| "newly-visible"
	/** The keys were written before the baseline, but came after it. */
	| "older-write"
	/** Keys were written, and `pwdLastSet` stands where it stood; or it cannot be read. */
	| "password-time"
	/** `pwdLastSet` carries the time of another change. */
	| "other-change"
	/** The controller was put back to an older state: versions went down, or stand for other writes. */
	| "restored"
	/** No version of the keys can be read, or the only one that can be never moves. */
	| "versions-unread"
	/** Nothing about the keys can be read. */
	| "nothing-readable"
	/** It was usable, and other keys have come since. */
	| "moved-on";

type Present = Holding & { keys: Keys };

/** Entra and `pwdLastSet` name whole seconds, each rounded in its own way. */
const SAME_TIME_MS = 2_000;
/** How far apart the clocks of two machines may be, where only those are left to compare. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;
/** First keys that stood for so long are taken for the final ones. */
const SETTLED_AFTER_MS = 3 * 60_000;
/** The baseline is read just before a change is sent. */
const BASELINE_AGE_MS = 10_000;
/** Twice the longest time that Microsoft names for a synchronisation. */
const ARRIVES_WITHIN_MS = 60 * 60_000;

/** What the assignment of one change looks at. */
export type Evidence = { change: Change; ledger: PersonLedger; habits: Habits };

/** With when the person's changes have landed on the controller in question. */
type Question = Evidence & { landings: ReadonlyMap<Change, Date> };

/** Says whether what a controller holds now belongs to a change. Pure. */
export function assign(evidence: Evidence, controller: ControllerLedger, now: Date): Assignment {
	const current = controller.holdings.at(-1);
	if (!current || !isPresent(current)) return { kind: "old" };
	const known = evidence.change.usable?.holdings[controller.id];
	if (known) return afterUsable(evidence, known, current);
	const question = { ...evidence, landings: landingsOn(evidence, controller) };
	const found = firstAssignment(question, controller, current);
	return found.kind === "landed" ? settle(evidence, controller, found, current, now) : found;
}

/** What was seen here once stays seen, until other keys come. */
function afterUsable(
	evidence: Evidence,
	settled: SettledKeys,
	{ keys, firstSeen }: Present,
): Assignment {
	const versions = compareVersions(settled.keys, keys);
	if (isProven(evidence, keys) || (versions === "same" && isSameWrite(settled.keys, keys))) {
		return { kind: "landed", settled, kinds: { ntlm: true, kerberos: true } };
	}
	const isSameObject = keys.objectGuid === settled.keys.objectGuid;
	const reason = isSameObject ? REASON_AFTER_USABLE[versions] : "recreated";
	return { kind: "doubt", reason, seenAt: firstSeen.at };
}

const REASON_AFTER_USABLE = {
	same: "moved-on",
	up: "moved-on",
	down: "restored",
	unread: "versions-unread",
} as const satisfies Record<ReturnType<typeof compareVersions>, AssignmentDoubt>;

function firstAssignment(
	evidence: Question,
	controller: ControllerLedger,
	current: Present,
): Exclude<Assignment, { kind: "settling" }> {
	const { keys } = current;
	const doubt = (reason: AssignmentDoubt) => ({ kind: "doubt", reason, seenAt }) as const;
	const baseline = baselineOf(evidence.change, controller);
	const seenAt = firstSeenOf(controller, current, baseline);
	if (isBlind(keys)) return doubt("nothing-readable");
	const before = baseline?.keys;
	if (before && isSameKeys(before, keys)) return { kind: "old" };
	const landed = (found: Omit<KeyEvidence, "writtenAt">): Assignment & { kind: "landed" } => ({
		kind: "landed",
		settled: { keys, evidence: { ...found, writtenAt: writtenAt(keys) }, seenAt },
		kinds: writtenKinds(before, keys),
	});
	if (isProven(evidence, keys) && areKeysNew(before, keys, evidence, controller)) {
		return landed({ strength: "proof", rule: "password-time", attribute: "pwdLastSet" });
	}
	const elsewhere = seenElsewhere(evidence, controller, keys);
	if (elsewhere === "before-change") return { kind: "old" };
	if (elsewhere === "landed") {
		return landed({ strength: "order", rule: "same-write", attribute: upAttribute(keys) });
	}
	if (!baseline) return withoutBaseline(evidence, controller, keys) ?? doubt("no-baseline");
	const order =
		baseline.keys === "absent"
			? arrival(evidence, { ...baseline, keys: "absent" }, keys)
			: nextWrite(evidence, { ...baseline, keys: baseline.keys }, current);
	if (order === "old") return { kind: "old" };
	if (typeof order === "string") return doubt(order);
	if (isEarlierPending(evidence, controller, baseline, seenAt)) return doubt("earlier-change");
	return landed(order);
}

type OrderFound = Omit<KeyEvidence, "writtenAt">;

/** The account was looked for and absent at the baseline, and is there now. */
function arrival(
	{ change, habits }: Evidence,
	baseline: Holding,
	keys: Keys,
): OrderFound | AssignmentDoubt | "old" {
	if (!holdsKeys(keys)) return "old";
	const since = wholeSeconds(baseline.lastSeen);
	const written = oldestWrite(keys);
	const isWrittenSince = written && since && written >= since;
	if (written && since && !isWrittenSince) return "old";
	if (!keys.madeAt || !since || keys.madeAt < since) return "newly-visible";
	const time = keys.passwordSetAt;
	if (time === undefined) return "password-time";
	if (time !== "must-change") {
		const isOurs = change.changedAt && time.getTime() >= change.changedAt.getTime() - SAME_TIME_MS;
		if (time < since && !isOurs) return "password-time";
		if (isOtherChange({ change, habits }, keys)) return "other-change";
	}
	return { strength: "order", rule: "account-arrived", attribute: "objectGUID" };
}

/** The same object held other keys at the baseline. */
function nextWrite(
	{ change, habits }: Evidence,
	baseline: Present,
	{ keys, machine }: Present,
): OrderFound | AssignmentDoubt | "old" {
	const before = baseline.keys;
	if (before.objectGuid !== keys.objectGuid) return "recreated";
	const versions = compareVersions(before, keys);
	const hasTimeMoved = !isSamePasswordTime(before, keys);
	if (versions === "unread") return hasTimeMoved ? "versions-unread" : "old";
	if (versions === "down") return "restored";
	if (versions === "same") {
		if (!isSameWrite(before, keys)) return "restored";
		// With `fKVNOEmuW2k` the key version is always 1 (MS-ADTS 3.1.1.4.5.16).
		const isFrozen = !(before.keyWrites && keys.keyWrites) && keys.keyVersion === 1;
		return isFrozen && hasTimeMoved && keys.passwordSetAt instanceof Date
			? "versions-unread"
			: "old";
	}
	const written = newestWrite(keys);
	const since = wholeSeconds(baseline.lastSeen);
	// Another machine's baseline, or none by its clock: only a clear difference counts.
	const isOwnClock = baseline.machine === machine && baseline.lastSeen.clock !== undefined;
	const toleranceMs = isOwnClock ? 0 : -CLOCK_TOLERANCE_MS;
	if (written && since && written.getTime() < since.getTime() + toleranceMs) return "older-write";
	if (keys.passwordSetAt === undefined) return "password-time";
	if (!hasTimeMoved && passwordTimeHabit(habits) !== "unmoved") return "password-time";
	if (isOtherChange({ change, habits }, keys)) return "other-change";
	return { strength: "order", rule: "key-version", attribute: upAttribute(keys, before) };
}

/**
 * Whether `pwdLastSet` carries this change's time, in a domain that was seen to carry Entra's times, and
 * no other change of the person is as near to it.
 */
function isProven({ change, ledger, habits }: Evidence, { passwordSetAt }: Keys): boolean {
	const { changedAt } = change;
	if (passwordTimeHabit(habits) !== "entra" || !changedAt) return false;
	if (!(passwordSetAt instanceof Date)) return false;
	const isNear = (at: Date, withinMs: number) =>
		Math.abs(passwordSetAt.getTime() - at.getTime()) <= withinMs;
	const others = ledger.changes.filter((other) => !isSameChange(other, change));
	return (
		isNear(changedAt, SAME_TIME_MS) &&
		!others.some((other) => isNear(other.changedAt ?? other.sentAt, 2 * SAME_TIME_MS))
	);
}

/** Where Entra's times are carried, another time than the change's is that of another change. */
function isOtherChange(
	{ change, habits }: Pick<Evidence, "change" | "habits">,
	keys: Keys,
): boolean {
	const { passwordSetAt } = keys;
	if (passwordTimeHabit(habits) !== "entra" || !change.changedAt) return false;
	if (!(passwordSetAt instanceof Date)) return false;
	const written = newestWrite(keys);
	const isControllersTime =
		written && Math.abs(written.getTime() - passwordSetAt.getTime()) <= SAME_TIME_MS;
	const isOurs = Math.abs(passwordSetAt.getTime() - change.changedAt.getTime()) <= SAME_TIME_MS;
	return !isOurs && !isControllersTime;
}

/** A proven time with keys that were not written is the first of two writes. */
function areKeysNew(
	before: Keys | "absent" | undefined,
	keys: Keys,
	{ change }: Evidence,
	controller: ControllerLedger,
): boolean {
	if (before === "absent") return holdsKeys(keys);
	if (before && before.objectGuid === keys.objectGuid)
		return compareVersions(before, keys) === "up";
	const written = oldestWrite(keys);
	const earliest = change.changedAt && byClockOf(controller, change.changedAt);
	return Boolean(
		written && earliest && written.getTime() >= earliest.getTime() - CLOCK_TOLERANCE_MS,
	);
}

/** The same write on another controller: whether it was there before the change, or has landed there. */
function seenElsewhere(
	evidence: Evidence,
	controller: ControllerLedger,
	keys: Keys,
): "before-change" | "landed" | undefined {
	if (!keys.keyWrites?.unicodePwd?.origin) return undefined;
	const id = writesId(keys);
	for (const other of evidence.ledger.controllers) {
		if (other.id === controller.id) continue;
		const seen = other.holdings.find((h) => h.keys !== "absent" && writesId(h.keys) === id);
		if (!seen) continue;
		if (seen.firstSeen.at <= evidence.change.sentAt) return "before-change";
		const baseline = baselineOf(evidence.change, other);
		if (!baseline || !isPresent(seen)) continue;
		const alone = { ...evidence, ledger: { ...evidence.ledger, controllers: [other] } };
		const own = firstAssignment({ ...alone, landings: landingsOn(alone, other) }, other, seen);
		if (own.kind === "landed") return "landed";
	}
	return undefined;
}

/** Without a baseline only times are left: they can show that keys are old, never that they are new. */
function withoutBaseline(
	{ change }: Evidence,
	controller: ControllerLedger,
	keys: Keys,
): { kind: "old" } | undefined {
	if (!holdsKeys(keys)) return { kind: "old" };
	const written = newestWrite(keys) ?? keys.passwordSetAt;
	if (!(written instanceof Date)) return undefined;
	const earliest = byClockOf(controller, change.changedAt ?? change.sentAt);
	const isOlder = written.getTime() < earliest.getTime() - CLOCK_TOLERANCE_MS;
	return isOlder ? { kind: "old" } : undefined;
}

/**
 * What a controller held before a change: a reading just before it was sent, or one that spans that
 * moment. A later reading will do when what it shows was written before it by the controller's own clock.
 */
export function baselineOf(
	{ sentAt }: Change,
	{ holdings }: Pick<ControllerLedger, "holdings">,
): Holding | undefined {
	const at = holdings.findLastIndex(({ firstSeen }) => firstSeen.at <= sentAt);
	const before = holdings[at];
	if (before && before.lastSeen.at.getTime() >= sentAt.getTime() - BASELINE_AGE_MS) {
		// Only what was seen up to then: the write that came next is newer than that reading.
		return before.lastSeen.at <= sentAt
			? before
			: { ...before, lastSeen: atSending(before, sentAt) };
	}
	const after = holdings[at + 1];
	return after && isFromBefore(after, sentAt) ? after : undefined;
}

/** The controller's clock at the moment of sending, from a reading after it. */
function atSending({ lastSeen }: Holding, sentAt: Date): Moment {
	return { at: sentAt, clock: shifted(lastSeen, sentAt) };
}

function shifted({ at, clock }: Moment, instant: Date): Date | undefined {
	return clock && new Date(instant.getTime() + clock.getTime() - at.getTime());
}

function isFromBefore({ keys, firstSeen }: Holding, sentAt: Date): boolean {
	if (keys === "absent") return true;
	const sent = shifted(firstSeen, sentAt);
	const written = newestWrite(keys);
	return Boolean(sent && written && written.getTime() < sent.getTime() - BASELINE_AGE_MS);
}

/** Since when the portal has seen these writes here. */
function firstSeenOf(
	{ holdings }: ControllerLedger,
	current: Present,
	baseline: Holding | undefined,
): Date {
	const id = writesId(current.keys);
	const from = baseline ? baseline.firstSeen.at : new Date(0);
	const first = holdings.find(
		({ keys, firstSeen }) => firstSeen.at > from && keys !== "absent" && writesId(keys) === id,
	);
	return (first ?? current).firstSeen.at;
}

/** Whether the keys that landed at `landedAt` may be those of an earlier change of the same person. */
function isEarlierPending(
	{ change, ledger, landings }: Question,
	controller: ControllerLedger,
	baseline: Holding,
	landedAt: Date,
): boolean {
	const at = ledger.changes.findIndex((one) => isSameChange(one, change));
	const earlier = ledger.changes.slice(0, Math.max(at, 0));
	return earlier.some((one) => {
		const seenAt = landings.get(one) ?? one.usable?.at;
		if (seenAt && seenAt <= change.sentAt) return false;
		return (
			!isOutOfTheWay(one, controller, landedAt) &&
			!hasHadTime(one, controller, baseline, change.sentAt)
		);
	});
}

function isSameChange(a: Change, b: Change): boolean {
	return a.ticket === b.ticket && a.sentAt.getTime() === b.sentAt.getTime();
}

/** When each change was first seen to have landed on a controller, the oldest change first. */
function landingsOn(
	{ ledger, habits }: Omit<Evidence, "change">,
	controller: ControllerLedger,
): ReadonlyMap<Change, Date> {
	const landings = new Map<Change, Date>();
	for (const change of ledger.changes) {
		const question = { change, ledger, habits, landings };
		for (const [index, holding] of controller.holdings.entries()) {
			if (!isPresent(holding) || holding.lastSeen.at <= change.sentAt) continue;
			const seen = { ...controller, holdings: controller.holdings.slice(0, index + 1) };
			const found = firstAssignment(question, seen, holding);
			if (found.kind !== "landed") continue;
			landings.set(change, found.settled.seenAt);
			break;
		}
	}
	return landings;
}

function isOutOfTheWay(change: Change, { domainMadeAt }: ControllerLedger, at: Date): boolean {
	if (isOvertaken(change, at)) return true;
	return Boolean(change.changedAt && domainMadeAt && change.changedAt < domainMadeAt);
}

/** A change that nobody watched: its keys were written since, and an hour has passed for any others to come. */
function hasHadTime(
	{ ticket, changedAt }: Change,
	controller: ControllerLedger,
	{ keys }: Holding,
	by: Date,
): boolean {
	if (keys === "absent") return false;
	if (ticket || !changedAt || by.getTime() - changedAt.getTime() < ARRIVES_WITHIN_MS) return false;
	const written = newestWrite(keys);
	return written !== undefined && written >= byClockOf(controller, changedAt);
}

/** An account that was just made may hold keys that nobody knows until its own arrive. */
function settle(
	{ habits }: Evidence,
	{ latest, holdings }: ControllerLedger,
	found: Extract<Assignment, { kind: "landed" }>,
	{ keys, firstSeen }: Present,
	now: Date,
): Assignment {
	const { rule, strength } = found.settled.evidence;
	if (rule !== "account-arrived" || strength === "proof") return found;
	if (firstKeysHabit(habits) === "final" || hasMovedOnce(holdings, keys)) return found;
	const since = Math.min(found.settled.seenAt.getTime(), firstSeen.at.getTime());
	const clock = latest.kind === "unread" ? undefined : latest.source?.clock;
	const written = newestWrite(keys);
	const stoodMs = Math.max(
		now.getTime() - since,
		clock && written ? clock.getTime() - written.getTime() : 0,
	);
	if (stoodMs >= SETTLED_AFTER_MS) return found;
	const until = new Date(now.getTime() + SETTLED_AFTER_MS - stoodMs);
	return { kind: "settling", settled: found.settled, until };
}

function hasMovedOnce(holdings: readonly Holding[], keys: Keys): boolean {
	const version = keys.keyWrites?.unicodePwd?.version ?? keys.keyVersion;
	if (version !== undefined && version >= 2) return true;
	return holdings.some(
		(h) =>
			isPresent(h) &&
			h.keys.objectGuid === keys.objectGuid &&
			compareVersions(h.keys, keys) === "up",
	);
}

/** Whether no write of two holdings with equal versions is another one, as far as both can be read. */
function isSameWrite(a: Keys, b: Keys): boolean {
	const isSame = (before: Write, now: Write) =>
		!before ||
		!now ||
		(before.writtenAt.getTime() === now.writtenAt.getTime() &&
			(!before.origin ||
				!now.origin ||
				JSON.stringify(before.origin) === JSON.stringify(now.origin)));
	return (
		isSame(a.keyWrites?.unicodePwd, b.keyWrites?.unicodePwd) &&
		isSame(a.keyWrites?.supplementalCredentials, b.keyWrites?.supplementalCredentials)
	);
}

/** How the versions of the keys have moved from one holding of an object to another. */
export function compareVersions(before: Keys, now: Keys): "up" | "same" | "down" | "unread" {
	const pairs = versionsOf(before).map((version, i) => [version, versionsOf(now)[i]] as const);
	const readable = pairs.filter(
		(pair): pair is [number, number] => pair[0] !== undefined && pair[1] !== undefined,
	);
	if (readable.length === 0) return "unread";
	if (readable.some(([a, b]) => b < a)) return "down";
	return readable.some(([a, b]) => b > a) ? "up" : "same";
}

/** A readable attribute that was never written counts as version 0. */
function versionsOf({ keyVersion, keyWrites }: Keys): (number | undefined)[] {
	return [
		keyVersion,
		keyWrites && (keyWrites.unicodePwd?.version ?? 0),
		keyWrites && (keyWrites.supplementalCredentials?.version ?? 0),
	];
}

function upAttribute(now: Keys, before?: Keys): KeyEvidence["attribute"] {
	const names = ["msDS-KeyVersionNumber", "unicodePwd", "supplementalCredentials"] as const;
	const versions = versionsOf(now);
	const earlier = before ? versionsOf(before) : [];
	const up = names.find((_, i) => Number(versions[i] ?? 0) > Number(earlier[i] ?? 0));
	return up ?? "unicodePwd";
}

/** Which attributes with keys were written since; `undefined` where their metadata cannot be read. */
function writtenKinds(
	before: Keys | "absent" | undefined,
	{ objectGuid, keyWrites }: Keys,
): KeyKinds {
	if (!keyWrites) return undefined;
	const isSameObject = before && before !== "absent" && before.objectGuid === objectGuid;
	if (isSameObject && !before.keyWrites) return undefined;
	const earlier = isSameObject ? before.keyWrites : undefined;
	return {
		ntlm: isUp(earlier?.unicodePwd, keyWrites.unicodePwd),
		kerberos: isUp(earlier?.supplementalCredentials, keyWrites.supplementalCredentials),
	};
}

type Write = NonNullable<Keys["keyWrites"]>["unicodePwd"];
const isUp = (before: Write, now: Write) => (now?.version ?? 0) > (before?.version ?? 0);

export function holdsKeys({ keyWrites, keyVersion, passwordSetAt }: Keys): boolean {
	if (keyWrites) return Boolean(keyWrites.unicodePwd ?? keyWrites.supplementalCredentials);
	if (keyVersion !== undefined) return keyVersion > 0;
	return passwordSetAt instanceof Date;
}

function isBlind({ keyWrites, keyVersion, passwordSetAt }: Keys): boolean {
	return !keyWrites && keyVersion === undefined && passwordSetAt === undefined;
}

function isPresent(holding: Holding): holding is Present {
	return holding.keys !== "absent";
}

function writeTimes({ keyWrites }: Keys): number[] {
	const writes = [keyWrites?.unicodePwd, keyWrites?.supplementalCredentials];
	return writes.flatMap((write) => (write ? [write.writtenAt.getTime()] : []));
}

export function newestWrite(keys: Keys): Date | undefined {
	const times = writeTimes(keys);
	return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

function oldestWrite(keys: Keys): Date | undefined {
	const times = writeTimes(keys);
	return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

function writtenAt(keys: Keys): Date | undefined {
	return newestWrite(keys) ?? (keys.passwordSetAt instanceof Date ? keys.passwordSetAt : undefined);
}

/** An instant of the portal's clock by a controller's, as far as the two could be compared. */
function byClockOf({ holdings }: ControllerLedger, instant: Date): Date {
	const seen = holdings.at(-1)?.lastSeen;
	return (seen && shifted(seen, instant)) ?? instant;
}

/** Metadata names whole seconds. Where the controller told no time, the portal's has to do. */
function wholeSeconds({ at, clock }: Moment): Date | undefined {
	return new Date(Math.floor((clock ?? at).getTime() / 1000) * 1000);
}
