import { directorySeconds } from "./directory-time.ts";

/** When and by which directory something was written; `usn` is that controller's own. */
export type Stamp = { at: Date; usn: number; invocationId: Buffer };

type Write = { version: number; stamp: Stamp };

/** Attributes written after an account's creation, with their ids (MS-ADA1 to 3, MS-DRSR 5.16). */
const WRITTEN = {
	description: 0x0000d,
	name: 0x90001,
	nTSecurityDescriptor: 0x20119,
	userAccountControl: 0x90008,
	dBCSPwd: 0x90037,
	logonHours: 0x90040,
	unicodePwd: 0x9005a,
	ntPwdHistory: 0x9005e,
	pwdLastSet: 0x90060,
	supplementalCredentials: 0x9007d,
	accountExpires: 0x9009f,
	lmPwdHistory: 0x900a0,
	sAMAccountName: 0x900dd,
	userPrincipalName: 0x90290,
	lockoutTime: 0x90296,
} as const;

export type WrittenAttribute = keyof typeof WRITTEN;
export type Writes = Partial<Record<WrittenAttribute, Write>>;

/**
 * Attributes written at the account's creation: objectClass, cn, instanceType, whenCreated, displayName,
 * nTSecurityDescriptor, name, codePage, countryCode, logonHours, primaryGroupID, objectSid,
 * accountExpires, sAMAccountName, sAMAccountType, userPrincipalName, objectCategory.
 */
const COME_WITH_IT = new Set([
	0x0, 0x3, 0x20001, 0x20002, 0x2000d, 0x20119, 0x90001, 0x90010, 0x90019, 0x90040, 0x90062,
	0x90092, 0x9009f, 0x900dd, 0x9012e, 0x90290, 0x9030e,
]);

const NAMES = new Map(
	Object.entries(WRITTEN).map(([name, id]): [number, WrittenAttribute] => [
		id,
		name as WrittenAttribute,
	]),
);

/** Every attribute in the order of the ids. */
const ORDER = [...new Set([...COME_WITH_IT, ...NAMES.keys()])].sort((a, b) => a - b);

/** An account's writes after another write of these attributes. */
export function moreWrites(
	writes: Writes,
	stamp: Stamp,
	attributes: readonly WrittenAttribute[],
): Writes {
	const more = { ...writes };
	for (const name of attributes) {
		const version = more[name]?.version ?? (COME_WITH_IT.has(WRITTEN[name]) ? 1 : 0);
		more[name] = { version: version + 1, stamp };
	}
	return more;
}

const HEADER_BYTES = 16;
const ENTRY_BYTES = 48;

/**
 * Encodes `replPropertyMetaData`: a header of 16 bytes, then 48 bytes per attribute in the order of
 * the ids (PROPERTY_META_DATA_VECTOR in MS-DRSR 5.166).
 */
export function metadataBytes(writes: Writes, created: Stamp): Buffer {
	const bytes = Buffer.alloc(HEADER_BYTES + ORDER.length * ENTRY_BYTES);
	let end = HEADER_BYTES;
	for (const id of ORDER) {
		const name = NAMES.get(id);
		const own = name && writes[name];
		const write = own ?? (COME_WITH_IT.has(id) ? { version: 1, stamp: created } : undefined);
		if (!write) continue;
		writeEntry(bytes, end, { id, ...write });
		end += ENTRY_BYTES;
	}
	bytes.writeUInt32LE(1, 0); // version of the format
	bytes.writeUInt32LE((end - HEADER_BYTES) / ENTRY_BYTES, 8);
	return bytes.subarray(0, end);
}

/** The 64-bit numbers here fit in 48 bits, which need no BigInt. */
function writeEntry(bytes: Buffer, start: number, write: Write & { id: number }): void {
	const { id, version, stamp } = write;
	bytes.writeUInt32LE(id, start);
	bytes.writeUInt32LE(version, start + 4);
	bytes.writeUIntLE(directorySeconds(stamp.at), start + 8, 6);
	stamp.invocationId.copy(bytes, start + 16);
	bytes.writeUIntLE(stamp.usn, start + 32, 6); // the originating USN
	bytes.writeUIntLE(stamp.usn, start + 40, 6); // the local USN, which is the same: the controllers do not replicate
}
