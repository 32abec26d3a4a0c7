import { guidFromBytes } from "./ad-values.ts";
import { sidFromBytes } from "./sid.ts";

/** A right that the effective-rights attributes do not cover. */
export type GrantedRight = "set-password" | "read-keys" | "delete";

/** Bits of an access mask (MS-ADTS 5.1.3.2). */
const CONTROL_ACCESS = 0x100;
const DELETE = 0x1_0000;
const GENERIC_ALL = 0x1000_0000;

/**
 * Extended rights by GUID (MS-ADTS 5.1.3.2.1): User-Force-Change-Password,
 * DS-Replication-Get-Changes-All.
 */
const EXTENDED: Readonly<Record<"set-password" | "read-keys", string>> = {
	"set-password": "00299570-246d-11d0-a768-00aa006e0529",
	"read-keys": "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2",
};

/** Entries that are only inherited by children do not count here (MS-DTYP 2.4.4.1). */
const INHERIT_ONLY = 0x8;
const OBJECT_TYPE_PRESENT = 0x1;
const INHERITED_TYPE_PRESENT = 0x2;

type AccessEntry = {
	isDenial: boolean;
	mask: number;
	/** The extended right or property it applies to; `undefined`: all. */
	objectType: string | undefined;
	trustee: string;
};

/**
 * Which of these rights a descriptor grants somebody: the first entry that applies to a right
 * decides (MS-DTYP 2.5.3.2).
 *
 * @param descriptor `nTSecurityDescriptor`, with its DACL at least
 * @param sids all SIDs of the caller
 */
export function grantedRights(descriptor: Buffer, sids: ReadonlySet<string>): GrantedRight[] {
	const own = accessEntries(descriptor).filter(({ trustee }) => sids.has(trustee));
	const isGranted = (speaksOf: (entry: AccessEntry) => boolean) =>
		own.find(speaksOf)?.isDenial === false;
	const extended = (right: keyof typeof EXTENDED) => (entry: AccessEntry) =>
		has(entry, CONTROL_ACCESS) && (entry.objectType ?? EXTENDED[right]) === EXTENDED[right];
	const rights: [GrantedRight, boolean][] = [
		["set-password", isGranted(extended("set-password"))],
		["read-keys", isGranted(extended("read-keys"))],
		["delete", isGranted((entry) => has(entry, DELETE))],
	];
	return rights.filter(([, granted]) => granted).map(([right]) => right);
}

function has({ mask }: AccessEntry, bit: number): boolean {
	return (mask & (bit | GENERIC_ALL)) !== 0;
}

/** The entries of the DACL that apply to this object. */
function accessEntries(descriptor: Buffer): AccessEntry[] {
	// MS-DTYP 2.4.6: the header holds the list's offset; 0 means none.
	const start = descriptor.length >= 20 ? descriptor.readUInt32LE(16) : 0;
	if (start === 0 || descriptor.length < start + 8) return [];
	const count = descriptor.readUInt16LE(start + 4);
	const entries: AccessEntry[] = [];
	for (let i = 0, at = start + 8; i < count && at + 8 <= descriptor.length; i++) {
		const size = descriptor.readUInt16LE(at + 2);
		const entry = accessEntry(descriptor.subarray(at, at + size));
		if (entry) entries.push(entry);
		at += Math.max(size, 4);
	}
	return entries;
}

/** By entry type (MS-DTYP 2.4.4.1): plain ones, and those about a part of the object. */
const KINDS: Readonly<Record<number, { isDenial: boolean; isAboutPart: boolean }>> = {
	0: { isDenial: false, isAboutPart: false },
	1: { isDenial: true, isAboutPart: false },
	5: { isDenial: false, isAboutPart: true },
	6: { isDenial: true, isAboutPart: true },
};

function accessEntry(bytes: Buffer): AccessEntry | undefined {
	const kind = KINDS[bytes[0] ?? -1];
	if (!kind || ((bytes[1] ?? 0) & INHERIT_ONLY) !== 0 || bytes.length < 16) return undefined;
	const flags = kind.isAboutPart ? bytes.readUInt32LE(8) : 0;
	const hasType = (flags & OBJECT_TYPE_PRESENT) !== 0;
	const typeAt = kind.isAboutPart ? 12 : 8;
	const sidAt = typeAt + (hasType ? 16 : 0) + ((flags & INHERITED_TYPE_PRESENT) !== 0 ? 16 : 0);
	const trustee = sidFromBytes(bytes.subarray(sidAt));
	if (!trustee) return undefined;
	return {
		isDenial: kind.isDenial,
		mask: bytes.readUInt32LE(4),
		objectType: hasType ? guidFromBytes(bytes.subarray(typeAt, typeAt + 16)) : undefined,
		trustee,
	};
}
