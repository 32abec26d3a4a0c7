import {
	areOfTwoMachines,
	BOTH_KINDS_WITHIN_MS,
	compareVersions,
	type KeyKinds,
	type Keys,
	kindsSince,
	lastWrittenKinds,
	newestWrite,
} from "./keys.ts";
import type { Present } from "./ledger.ts";
import { isNear, SAME_TIME_MS } from "./password-time.ts";

/** One writing of a password's keys: both kinds in one write, or one after the other. */
type Writing = {
	/** The kinds written so far. */
	kinds: KeyKinds;
	/** `pwdLastSet` moved with it, or with an earlier write of the same keys. */
	hasMovedTime: boolean;
	/** The other kind was written long before, without its time. */
	areApart: boolean;
};

/**
 * The latest writing of keys since `before`. Writing a kind a second time starts another one: until
 * the other kind follows, the controller holds keys of two passwords. If it was an old key that was
 * written again, `pwdLastSet` stays unchanged. A half without a new time and one with it have to be close:
 * otherwise the first may be of another password, or an old key written again. Halves from two machines
 * are of two passwords.
 *
 * @param since the holdings since then, current one last
 */
export function lastWriting(
	before: Keys | "absent",
	since: readonly Present[],
	changedAt: Date | undefined,
): Writing {
	const now = since.at(-1)?.keys;
	const readable = since.filter(({ keys }) => now && isComparable(keys, now));
	let last: Writing = { kinds: undefined, hasMovedTime: false, areApart: false };
	let earlier: Keys | "absent" =
		before !== "absent" && before.objectGuid === now?.objectGuid ? before : "absent";
	let earlierTime = earlier === "absent" ? undefined : earlier.passwordSetAt;
	for (const [index, { keys }] of readable.entries()) {
		if (earlier === "absent" || compareVersions(earlier, keys) === "up") {
			const kinds = lastWrittenKinds(earlier, keys);
			const time = timeShown(readable.slice(index), keys);
			// The change's own keys, written again, carry their original time.
			const isSetAgain =
				last.hasMovedTime &&
				kinds?.ntlm === kinds?.kerberos &&
				changedAt !== undefined &&
				time instanceof Date &&
				isNear(time, changedAt, SAME_TIME_MS);
			const hasMovedTime = isSetAgain || isMoved(earlierTime, time);
			const isSecond = isSecondHalf(last.kinds, kinds);
			const areApart = isSecond && hasMovedTime && !last.hasMovedTime && isLongAfter(earlier, keys);
			last =
				isSecond && !areApart
					? { kinds: BOTH, hasMovedTime: hasMovedTime || last.hasMovedTime, areApart }
					: { kinds, hasMovedTime, areApart };
		}
		earlier = keys;
		earlierTime = keys.passwordSetAt ?? earlierTime;
	}
	const newest = now && areOfTwoMachines(now) ? newestWrite(now) : undefined;
	return now && newest ? { ...last, kinds: kindsSince(newest, last.kinds, now) } : last;
}

const BOTH = { ntlm: true, kerberos: true };

/** Same object, and at least as much readable. */
function isComparable(keys: Keys, now: Keys): boolean {
	if (keys.objectGuid !== now.objectGuid || (now.keyWrites && !keys.keyWrites)) return false;
	return compareVersions(keys, now) !== "unread";
}

function isSecondHalf(first: KeyKinds, second: KeyKinds): boolean {
	if (!first || !second) return false;
	return (
		first.ntlm !== first.kerberos &&
		first.ntlm === second.kerberos &&
		first.kerberos === second.ntlm
	);
}

function isLongAfter(before: Keys | "absent", now: Keys): boolean {
	const [first, second] = [before === "absent" ? undefined : newestWrite(before), newestWrite(now)];
	return Boolean(first && second && second.getTime() - first.getTime() > BOTH_KINDS_WITHIN_MS);
}

/** To the millisecond; an unreadable time does not count as moved. */
function isMoved(before: Keys["passwordSetAt"], now: Keys["passwordSetAt"]): boolean {
	if (before === undefined || now === undefined) return false;
	return JSON.stringify(before) !== JSON.stringify(now);
}

/** The time that these writes carried: a must-change that is lifted later hides it for a while. */
function timeShown(from: readonly Present[], keys: Keys): Keys["passwordSetAt"] {
	const same = from.filter((held) => compareVersions(keys, held.keys) === "same");
	return (
		same.find((held) => held.keys.passwordSetAt instanceof Date)?.keys.passwordSetAt ??
		keys.passwordSetAt
	);
}
