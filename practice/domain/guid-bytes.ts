/**
 * The 16 bytes of a GUID in Microsoft's mixed order: the first three groups little-endian, the rest
 * as written (MS-DTYP 2.3.4.2).
 */
export function guidBytes(guid: string): Buffer {
	const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
	bytes.subarray(0, 4).reverse();
	bytes.subarray(4, 6).reverse();
	bytes.subarray(6, 8).reverse();
	return bytes;
}
