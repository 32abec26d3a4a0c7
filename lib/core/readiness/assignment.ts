import { baselineOf, byClockOf } from "./baseline.ts";
import { finalAt, haveStood, mayBeFirsts, settlesAt } from "./first-keys.ts";
import type { Habits } from "./habits.ts";
import {
	areKeysHidden,
	areWrittenTogether,
	compareVersions,
	holdsKeys,
	inBoth,
	isOneKind,
	isSameKeys,
	isSamePasswordTime,
	isSameWrites,
	type KeyKinds,
	type Keys,
	kindsSince,
	mayBeSameWrites,
	oldestWrite,
	risenAttribute,
	writtenAt,
	writtenKinds,
} from "./keys.ts";
import { lastWriting } from "./last-writing.ts";
import {
	type Change,
	CLOCK_TOLERANCE_MS,
	type ControllerLedger,
	type Holding,
	isPresent,
	type PersonLedger,
	type Present,
	type SettledKeys,
} from "./ledger.ts";
import {
	type AssignmentDoubt,
	byArrival,
	byNextWrite,
	earliestWrite,
	type Found,
	isOldByTimes,
} from "./order.ts";
import { isEarlierPending, type Landings, mayBeLater } from "./other-changes.ts";
import { carriesOtherTime, carriesTimeOf } from "./password-time.ts";

/**
 * Which change do the keys on a controller belong to? They belong to this one by *proof*
 * (`pwdLastSet` carries its time) or by *order* (they were written after the baseline, and nothing
 * else can have written them). Everything else is a *doubt*, with its reason.
 */
export type Assignment =
	/** The keys are those of the baseline. */
	| { kind: "old" }
	| Landed
	/**
	 * The account was just created, and its first keys may still be replaced. `until`: by the
	 * portal's clock.
	 */
	| { kind: "settling"; settled: SettledKeys; until: Date }
	| { kind: "doubt"; reason: AssignmentDoubt };

/** `areApart`: see `lastWriting`. */
type Landed = { kind: "landed"; settled: SettledKeys; kinds: KeyKinds; areApart: boolean };

/** The input for assigning keys to one change. */
export type Evidence = { change: Change; ledger: PersonLedger; habits: Habits };

/** Decides whether the keys on a controller belong to a change. Pure. */
export function assign(given: Evidence, controller: ControllerLedger, now: Date): Assignment {
	const changes = given.ledger.changes.filter(({ isRefused }) => !isRefused);
	const evidence = { ...given, ledger: { ...given.ledger, changes } };
	const current = controller.holdings.at(-1);
	if (!current || !isPresent(current)) return { kind: "old" };
	const known = evidence.change.usable?.holdings[controller.id];
	if (known) return afterUsable(evidence, known, current.keys);
	const question = { ...evidence, landings: landingsOn(evidence, controller) };
	const found = assignFirst(question, controller, current);
	if (found.kind !== "landed") return found;
	// The missing half would have come by now, so the first may have been its own; nothing proves it.
	if (found.areApart && haveStood(current)) return { kind: "doubt", reason: "earlier-change" };
	const { settled } = found;
	const until = settlesAt(settled, controller, { habits: evidence.habits, now });
	return until ? { kind: "settling", settled, until } : found;
}

/** Keys once seen as this change's remain so until others arrive. */
function afterUsable(evidence: Evidence, settled: SettledKeys, keys: Keys): Assignment {
	const versions = compareVersions(settled.keys, keys);
	const isSameObject = keys.objectGuid === settled.keys.objectGuid;
	const isUnwritten = isSameObject && versions === "same" && mayBeSameWrites(settled.keys, keys);
	const isSetAgain = isProven(evidence, keys) && !isOneKind(writtenKinds(settled.keys, keys));
	if (isSetAgain || isUnwritten) {
		return { kind: "landed", settled, kinds: { ntlm: true, kerberos: true }, areApart: false };
	}
	return { kind: "doubt", reason: isSameObject ? REASON_AFTER_USABLE[versions] : "recreated" };
}

const REASON_AFTER_USABLE = {
	same: "moved-on",
	up: "moved-on",
	down: "restored",
	unread: "versions-unread",
} as const satisfies Record<ReturnType<typeof compareVersions>, AssignmentDoubt>;

/** While the change has not been usable. `landings`: those of all the person's changes on this controller. */
function assignFirst(
	evidence: Evidence & { landings: Landings },
	controller: ControllerLedger,
	current: Present,
): Exclude<Assignment, { kind: "settling" }> {
	const { change, ledger, landings, habits } = evidence;
	const { keys } = current;
	if (areKeysHidden(keys)) return { kind: "doubt", reason: "nothing-readable" };
	const baseline = baselineOf(change, controller);
	if (baseline && isSameKeys(baseline.keys, keys)) return { kind: "old" };
	const since = heldSince(controller, baseline, current);
	const elsewhere = seenElsewhere(evidence, controller, keys);
	if (elsewhere === "before-change") return { kind: "old" };
	const others = since.findLast((held) => hasOthersTime(evidence, baseline, held.keys));
	if (others && isSameWrites(others.keys, keys)) return { kind: "doubt", reason: "other-change" };
	const own = others ? since.slice(since.indexOf(others) + 1) : since;
	const before = (others ?? baseline)?.keys ?? "absent";
	const { kinds, areApart } = lastWriting(before, own, change.changedAt);
	const same = since.filter((held) => isSameWrites(held.keys, keys));
	const seenAt = (same[0] ?? current).firstSeen.at;
	const isReplaced = isReplacedElsewhere(ledger, current);
	const landed = (found: Found): Landed => ({
		kind: "landed",
		settled: { keys, evidence: { ...found, writtenAt: writtenAt(keys) }, seenAt },
		kinds: elsewhere
			? // Another controller may have seen one by one what arrived here at once.
				inBoth((others ?? baseline) && kinds, elsewhere.kinds)
			: baseline
				? kindsSince(earliestWrite(baseline, current), kinds, keys)
				: kinds,
		areApart: areApart || elsewhere?.areApart === true,
	});
	const isPending =
		baseline !== undefined &&
		(mayBeFirsts(keys, baseline, { holdings: controller.holdings, habits }) ||
			isEarlierPending(
				change,
				{ changes: ledger.changes, landings },
				{ controller, baseline, seenAt },
			));
	if (
		isProven(evidence, keys) &&
		areKeysNew(change, controller, { before: baseline?.keys, keys })
	) {
		// The time comes with the NTLM key: Kerberos keys of another write may be an earlier change's.
		if (isPending && !areWrittenTogether(keys)) return { kind: "doubt", reason: "earlier-change" };
		return landed({ strength: "proof", rule: "password-time", attribute: "pwdLastSet" });
	}
	if (elsewhere) {
		const { evidence: found } = elsewhere.settled;
		// Replication does not make first keys final.
		if (found.rule === "account-arrived") return isReplaced ? { kind: "old" } : landed(found);
		return landed({ strength: "order", rule: "same-write", attribute: risenAttribute(keys) });
	}
	if (!baseline) {
		if (isOldByTimes(change, controller, keys)) return { kind: "old" };
		return { kind: "doubt", reason: "no-baseline" };
	}
	const found = isPresent(baseline)
		? byNextWrite(evidence, baseline, since)
		: byArrival(evidence, baseline, keys);
	if (found === "old" || (!isPresent(baseline) && isReplaced)) return { kind: "old" };
	if (typeof found === "string") return { kind: "doubt", reason: found };
	if (isPending) return { kind: "doubt", reason: "earlier-change" };
	if (mayBeLater(change, ledger.changes, seenAt)) return { kind: "doubt", reason: "later-change" };
	return landed(found);
}

/** What a controller held from the baseline up to `current`, while the account existed. */
function heldSince(
	{ holdings }: ControllerLedger,
	baseline: Holding | undefined,
	current: Present,
): Present[] {
	const from = baseline?.firstSeen.at ?? new Date(0);
	const after = holdings.filter(({ firstSeen }) => firstSeen.at > from);
	return after.slice(0, after.indexOf(current) + 1).filter(isPresent);
}

function isProven({ change, ledger, habits }: Evidence, keys: Keys): boolean {
	return carriesTimeOf(change, keys, { others: ledger.changes, habits });
}

/** Keys that arrived with another change's time belong to that change, even if their time moves afterwards. */
function hasOthersTime(
	{ change, habits }: Evidence,
	baseline: Holding | undefined,
	keys: Keys,
): boolean {
	const isUnmoved = baseline && isPresent(baseline) && isSamePasswordTime(baseline.keys, keys);
	// Without metadata, a time that moves alone may come with another password's Kerberos keys.
	return !(isUnmoved && keys.keyWrites) && carriesOtherTime(change, keys, habits);
}

/** A proven time with unwritten keys is the first of two writes. */
function areKeysNew(
	{ changedAt }: Change,
	controller: ControllerLedger,
	{ before, keys }: { before: Keys | "absent" | undefined; keys: Keys },
): boolean {
	if (before === "absent") return holdsKeys(keys);
	if (before && before.objectGuid === keys.objectGuid) {
		return compareVersions(before, keys) === "up";
	}
	const written = oldestWrite(keys);
	const earliest = changedAt && byClockOf(controller, changedAt);
	if (!written || !earliest) return false;
	return written.getTime() >= earliest.getTime() - CLOCK_TOLERANCE_MS;
}

/** Finds the same write on another controller: whether it predates the change there, or how it landed. */
function seenElsewhere(
	evidence: Evidence,
	controller: ControllerLedger,
	keys: Keys,
): "before-change" | Landed | undefined {
	if (!keys.keyWrites?.unicodePwd?.origin) return undefined;
	for (const other of evidence.ledger.controllers) {
		if (other.id === controller.id) continue;
		const seen = other.holdings.filter(isPresent).find((one) => isSameWrites(one.keys, keys));
		if (!seen) continue;
		if (seen.firstSeen.at <= evidence.change.sentAt) return "before-change";
		if (!baselineOf(evidence.change, other)) continue;
		const alone = { ...evidence, ledger: { ...evidence.ledger, controllers: [other] } };
		const question = { ...alone, landings: landingsOn(alone, other) };
		const found = assignFirst(question, other, seen);
		if (found.kind === "landed") return found;
	}
	return undefined;
}

/** Whether another controller held later keys, or a later object, at that time, which will replicate here. */
function isReplacedElsewhere({ controllers }: PersonLedger, { keys, lastSeen }: Present): boolean {
	const doReplicate = haveOneObject(controllers);
	return controllers.some(({ holdings }) => {
		const other = holdings.findLast(({ firstSeen }) => firstSeen.at <= lastSeen.at);
		if (!other || !isPresent(other)) return false;
		return other.keys.objectGuid === keys.objectGuid
			? compareVersions(keys, other.keys) === "up"
			: doReplicate && !isMadeBefore(other.keys, keys);
	});
}

/** Whether two controllers were seen with the same object. Those of separate directories never have one. */
function haveOneObject(controllers: readonly ControllerLedger[]): boolean {
	const guids = controllers.flatMap(({ holdings }) => [
		...new Set(holdings.filter(isPresent).map(({ keys }) => keys.objectGuid)),
	]);
	return new Set(guids).size < guids.length;
}

/** Whether one object is known to be older than another, made by another machine's clock. */
function isMadeBefore(one: Keys, other: Keys): boolean {
	if (!one.madeAt || !other.madeAt) return false;
	return one.madeAt.getTime() + CLOCK_TOLERANCE_MS < other.madeAt.getTime();
}

/** When each change was first seen on a controller, with both kinds of its final keys; oldest change first. */
function landingsOn(
	{ ledger, habits }: Omit<Evidence, "change">,
	controller: ControllerLedger,
): Landings {
	const landings = new Map<Change, Date>();
	for (const change of ledger.changes) {
		const question = { change, ledger, habits, landings };
		for (const [index, holding] of controller.holdings.entries()) {
			if (!isPresent(holding) || holding.lastSeen.at <= change.sentAt) continue;
			const upToThen = { ...controller, holdings: controller.holdings.slice(0, index + 1) };
			const found = assignFirst(question, upToThen, holding);
			if (found.kind !== "landed" || isOneKind(found.kinds)) continue;
			const landedAt = finalAt(found.settled, upToThen.holdings, habits);
			if (!landedAt) continue;
			landings.set(change, landedAt);
			break;
		}
	}
	return landings;
}
