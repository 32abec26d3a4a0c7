import type { AttributeWrite, DirectoryAccount } from "./observation.ts";

/** The part of an account that distinguishes one write of keys from another. */
export type Keys = Pick<
	DirectoryAccount,
	"objectGuid" | "madeAt" | "passwordSetAt" | "keyVersion" | "keyWrites"
>;

export function keysOf(account: DirectoryAccount): Keys {
	const { objectGuid, madeAt, passwordSetAt, keyVersion, keyWrites } = account;
	return { objectGuid, madeAt, passwordSetAt, keyVersion, keyWrites };
}

/** Whether two readings show the same writes and the same `pwdLastSet`. */
export function isSameKeys(a: Keys | "absent", b: Keys | "absent"): boolean {
	if (a === b || a === "absent" || b === "absent") return a === b;
	return isSameWrites(a, b) && isSamePasswordTime(a, b);
}

/** Whether two readings show the same `pwdLastSet`, to the millisecond. */
export function isSamePasswordTime(a: Keys, b: Keys): boolean {
	return timeOf(a.passwordSetAt) === timeOf(b.passwordSetAt);
}

function timeOf(passwordSetAt: Keys["passwordSetAt"]): number | string | undefined {
	return passwordSetAt instanceof Date ? passwordSetAt.getTime() : passwordSetAt;
}

/** Whether the same writes produced these keys: object, versions, times and origins. */
export function isSameWrites(a: Keys, b: Keys): boolean {
	if (a.objectGuid !== b.objectGuid || a.keyVersion !== b.keyVersion) return false;
	if (!a.keyWrites || !b.keyWrites) return !a.keyWrites && !b.keyWrites;
	const others = writesOf(b);
	return writesOf(a).every((write, i) => {
		const other = others[i];
		if (!write || !other) return write === other;
		return (
			write.version === other.version &&
			write.writtenAt.getTime() === other.writtenAt.getTime() &&
			write.origin?.invocationId === other.origin?.invocationId &&
			write.origin?.usn === other.origin?.usn
		);
	});
}

/** How the key versions changed between two readings of an object. */
export function compareVersions(before: Keys, now: Keys): "up" | "same" | "down" | "unread" {
	if (isFrozen(before, now)) return "unread";
	const later = versionsOf(now);
	const steps = versionsOf(before).flatMap((version, i) => {
		const next = later[i];
		return version === undefined || next === undefined ? [] : [next - version];
	});
	if (steps.length === 0) return "unread";
	if (steps.some((step) => step < 0)) return "down";
	return steps.some((step) => step > 0) ? "up" : "same";
}

/** With `fKVNOEmuW2k` the key version is always 1 (MS-ADTS 3.1.1.4.5.16), so only the time may show a write. */
function isFrozen(before: Keys, now: Keys): boolean {
	if (before.keyWrites && now.keyWrites) return false;
	const isFirst = before.keyVersion === 1 && now.keyVersion === 1;
	return isFirst && now.passwordSetAt instanceof Date && !isSamePasswordTime(before, now);
}

/** Whether two readings with equal versions show the same writes, as far as both can be read. */
export function mayBeSameWrites(a: Keys, b: Keys): boolean {
	const later = writesOf(b);
	return writesOf(a).every((write, i) => {
		const other = later[i];
		if (!write || !other) return true;
		if (write.writtenAt.getTime() !== other.writtenAt.getTime()) return false;
		if (!write.origin || !other.origin) return true;
		return JSON.stringify(write.origin) === JSON.stringify(other.origin);
	});
}

const VERSIONS = ["msDS-KeyVersionNumber", "unicodePwd", "supplementalCredentials"] as const;

/** The attribute whose version has risen since `before`, or since there was nothing. */
export function risenAttribute(now: Keys, before?: Keys): (typeof VERSIONS)[number] {
	const versions = versionsOf(now);
	const earlier = before ? versionsOf(before) : [];
	return VERSIONS.find((_, i) => (versions[i] ?? 0) > (earlier[i] ?? 0)) ?? "unicodePwd";
}

/** In the order of `VERSIONS`. A readable attribute that was never written counts as version 0. */
function versionsOf({ keyVersion, keyWrites }: Keys): (number | undefined)[] {
	return [
		keyVersion,
		keyWrites && (keyWrites.unicodePwd?.version ?? 0),
		keyWrites && (keyWrites.supplementalCredentials?.version ?? 0),
	];
}

/** Which of the two key attributes were written; `undefined`: unreadable. */
export type KeyKinds = { ntlm: boolean; kerberos: boolean } | undefined;

/** Which kinds of keys were written since `before`, or ever if that was another object or none. */
export function writtenKinds(before: Keys | "absent" | undefined, now: Keys): KeyKinds {
	if (!now.keyWrites) return undefined;
	const isSameObject = before && before !== "absent" && before.objectGuid === now.objectGuid;
	if (isSameObject && !before.keyWrites) return undefined;
	const [, ntlmBefore = 0, kerberosBefore = 0] = isSameObject ? versionsOf(before) : [];
	const [, ntlm = 0, kerberos = 0] = versionsOf(now);
	return { ntlm: ntlm > ntlmBefore, kerberos: kerberos > kerberosBefore };
}

/** One kind of keys is written after the other (Microsoft, password hash synchronisation, step 9). */
export const BOTH_KINDS_WITHIN_MS = 2 * 60_000;
/** Written together, in one write or one after the other at once. */
const TOGETHER_MS = 2_000;

/**
 * Which kinds the last of several writings wrote, as far as one reading shows: if one kind was written more often, only the
 * kinds written last.
 */
export function lastWrittenKinds(before: Keys | "absent", now: Keys): KeyKinds {
	const kinds = writtenKinds(before, now);
	const newest = newestWrite(now);
	if (!kinds || !newest) return kinds;
	const isSameObject = before !== "absent" && before.objectGuid === now.objectGuid;
	const [, ntlmBefore = 0, kerberosBefore = 0] = isSameObject ? versionsOf(before) : [];
	const [, ntlm = 0, kerberos = 0] = versionsOf(now);
	if (ntlm - ntlmBefore === kerberos - kerberosBefore) return kinds;
	// An account without an NTLM key may still have a version for it, which then counts for less.
	const togetherMs = isSameObject ? TOGETHER_MS : BOTH_KINDS_WITHIN_MS;
	const [isNtlmLast, isKerberosLast] = writesOf(now).map(
		(write) => write !== undefined && newest.getTime() - write.writtenAt.getTime() <= togetherMs,
	);
	return {
		ntlm: kinds.ntlm && isNtlmLast === true,
		kerberos: kinds.kerberos && isKerberosLast === true,
	};
}

/** Whether the last writes of the two kinds were one, as far as can be read. */
export function areWrittenTogether(keys: Keys): boolean {
	const [ntlm, kerberos] = writesOf(keys);
	if (!ntlm || !kerberos) return true;
	const apartMs = Math.abs(ntlm.writtenAt.getTime() - kerberos.writtenAt.getTime());
	return apartMs <= TOGETHER_MS && ntlm.origin?.invocationId === kerberos.origin?.invocationId;
}

/**
 * Whether the last writes of the two kinds are known to come from different machines: after a
 * conflict, each controller keeps the winner of each attribute (MS-ADTS 3.1.1.1.9).
 */
export function areOfTwoMachines(keys: Keys): boolean {
	const [ntlm, kerberos] = writesOf(keys).map((write) => write?.origin?.invocationId);
	return ntlm !== undefined && kerberos !== undefined && ntlm !== kerberos;
}

/** If one kind was last written before an instant and the other was not, returns only the other. */
export function kindsSince(earliest: Date, kinds: KeyKinds, keys: Keys): KeyKinds {
	const [isNtlm, isKerberos] = writesOf(keys).map((write) => write && write.writtenAt >= earliest);
	if (!kinds || isNtlm === isKerberos) return kinds;
	return { ntlm: kinds.ntlm && isNtlm === true, kerberos: kinds.kerberos && isKerberos === true };
}

/** The kinds that two controllers agree on; if one cannot tell, those of the other. */
export function inBoth(a: KeyKinds, b: KeyKinds): KeyKinds {
	if (!a || !b) return a ?? b;
	return { ntlm: a.ntlm && b.ntlm, kerberos: a.kerberos && b.kerberos };
}

/** Whether at least one kind was not written; unknown if unreadable. */
export function isOneKind(kinds: KeyKinds): boolean {
	return kinds !== undefined && !(kinds.ntlm && kinds.kerberos);
}

export function holdsKeys({ keyWrites, keyVersion, passwordSetAt }: Keys): boolean {
	if (keyWrites) return Boolean(keyWrites.unicodePwd ?? keyWrites.supplementalCredentials);
	if (keyVersion !== undefined) return keyVersion > 0;
	return passwordSetAt instanceof Date;
}

/** Whether the keys cannot be read at all. */
export function areKeysHidden({ keyWrites, keyVersion, passwordSetAt }: Keys): boolean {
	return !keyWrites && keyVersion === undefined && passwordSetAt === undefined;
}

function writesOf({ keyWrites }: Keys): (AttributeWrite | undefined)[] {
	return [keyWrites?.unicodePwd, keyWrites?.supplementalCredentials];
}

function writeTimes(keys: Keys): number[] {
	return writesOf(keys).flatMap((write) => (write ? [write.writtenAt.getTime()] : []));
}

/** From the metadata alone; `undefined` if it cannot be read or nothing was written. */
export function newestWrite(keys: Keys): Date | undefined {
	const times = writeTimes(keys);
	return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

export function oldestWrite(keys: Keys): Date | undefined {
	const times = writeTimes(keys);
	return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/** From the metadata, else from `pwdLastSet`. */
export function writtenAt(keys: Keys): Date | undefined {
	return newestWrite(keys) ?? (keys.passwordSetAt instanceof Date ? keys.passwordSetAt : undefined);
}
