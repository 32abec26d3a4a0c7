import type { AttributeWrite, KeyWrites } from "#lib/core/readiness/observation.ts";
import { guidFromBytes } from "./ad-values.ts";

/** Attribute ids in the default prefix table of every Active Directory (MS-ADTS 3.1.1.1.6). */
const UNICODE_PWD = 0x9005a;
const SUPPLEMENTAL_CREDENTIALS = 0x9007d;

const KEY_ATTRIBUTES: readonly number[] = [UNICODE_PWD, SUPPLEMENTAL_CREDENTIALS];

const HEADER_BYTES = 16;
const ENTRY_BYTES = 48;
/** Seconds between the epochs of Windows (1601) and Unix (1970). */
const EPOCH_SECONDS = 11_644_473_600n;

/**
 * Reads the writes of the key attributes from `replPropertyMetaData`. A missing attribute was never
 * written.
 *
 * @returns `undefined` if the value is not of version 1, and so cannot be read
 */
export function readKeyWrites(value: Buffer): KeyWrites | undefined {
	const writes = readAttributeWrites(value, KEY_ATTRIBUTES);
	return (
		writes && {
			unicodePwd: writes.get(UNICODE_PWD),
			supplementalCredentials: writes.get(SUPPLEMENTAL_CREDENTIALS),
		}
	);
}

/**
 * Reads the writes of every attribute, by attribute id, from `replPropertyMetaData` (MS-DRSR 5.166,
 * PROPERTY_META_DATA_EXT_VECTOR).
 *
 * @param only these; an account has dozens of others
 * @returns `undefined` if the value is not of version 1, or has an impossible time
 */
export function readAttributeWrites(
	value: Buffer,
	only?: readonly number[],
): Map<number, AttributeWrite> | undefined {
	if (value.length < HEADER_BYTES || value.readUInt32LE(0) !== 1) return undefined;
	const count = value.readUInt32LE(8);
	if (value.length < HEADER_BYTES + count * ENTRY_BYTES) return undefined;
	const writes = new Map<number, AttributeWrite>();
	for (let i = 0; i < count; i++) {
		const at = HEADER_BYTES + i * ENTRY_BYTES;
		const attribute = value.readUInt32LE(at);
		if (only && !only.includes(attribute)) continue;
		const writtenAt = new Date(Number(value.readBigUInt64LE(at + 8) - EPOCH_SECONDS) * 1000);
		if (Number.isNaN(writtenAt.getTime())) return undefined;
		writes.set(attribute, {
			version: value.readUInt32LE(at + 4),
			writtenAt,
			origin: {
				invocationId: guidFromBytes(value.subarray(at + 16, at + 32)),
				usn: String(value.readBigInt64LE(at + 32)),
			},
		});
	}
	return writes;
}
