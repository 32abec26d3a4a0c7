/** How Active Directory writes times and identifiers (MS-DTYP 2.3.3 FILETIME, 2.3.4 GUID; MS-ADTS 3.1.1). */

const FILETIME_EPOCH = 116_444_736_000_000_000n;
const NEVER = 0x7fff_ffff_ffff_ffffn;

/** A decimal FILETIME as a date; `undefined` for an absent value, 0 and "never". */
export function dateFromFiletime(value: string | undefined): Date | undefined {
	const ticks = integer(value);
	if (ticks === undefined || ticks <= 0n || ticks >= NEVER) return undefined;
	return new Date(Number((ticks - FILETIME_EPOCH) / 10_000n));
}

/** A generalized time in UTC, e.g. `20261122100000.0Z`, as a date (RFC 4517, 3.3.13). */
export function dateFromGeneralizedTime(value: string | undefined): Date | undefined {
	const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(value ?? "");
	if (!parts) return undefined;
	const [year = 0, month = 1, ...rest] = parts.slice(1).map(Number);
	return new Date(Date.UTC(year, month - 1, ...rest));
}

/** Whether a FILETIME is past by a clock; never true for 0 and "never". `undefined`: no value or no clock. */
export function isPast(value: string | undefined, clock: Date | undefined): boolean | undefined {
	if (integer(value) === undefined) return undefined;
	const at = dateFromFiletime(value);
	if (!at) return false;
	return clock && at <= clock;
}

/** A negative interval of 100 ns units in milliseconds; `undefined` for an absent value and "for ever". */
export function durationFromInterval(value: string | undefined): number | undefined {
	const ticks = integer(value);
	if (ticks === undefined || ticks >= 0n || ticks <= -NEVER) return undefined;
	return Number(-ticks / 10_000n);
}

/** A large integer attribute, which must not pass through a JavaScript number above 2^53. */
export function integer(value: string | undefined): bigint | undefined {
	return value !== undefined && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

/** The 16 bytes of a GUID's text: the first three groups little-endian. */
export function guidToBytes(guid: string): Buffer {
	const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
	return Buffer.concat([
		bytes.subarray(0, 4).reverse(),
		bytes.subarray(4, 6).reverse(),
		bytes.subarray(6, 8).reverse(),
		bytes.subarray(8),
	]);
}

/** The text, in lower case, of a GUID's 16 bytes. */
export function guidFromBytes(bytes: Buffer): string {
	const hex = guidToBytes(bytes.toString("hex")).toString("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20),
	].join("-");
}
