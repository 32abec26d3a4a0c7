/**
 * The bytes of a SID as text like `S-1-5-32-544` (MS-DTYP 2.4.2). @returns `undefined` when they
 * are not a SID
 */
export function sidFromBytes(bytes: Buffer): string | undefined {
	const count = bytes[1] ?? 0;
	if (bytes.length < sidLength(count) || bytes[0] !== 1) return undefined;
	const parts = Array.from({ length: count }, (_, i) => bytes.readUInt32LE(8 + 4 * i));
	return ["S", 1, bytes.readUIntBE(2, 6), ...parts].join("-");
}

/** The length in bytes of a SID with this many parts. */
function sidLength(parts: number): number {
	return 8 + 4 * parts;
}
