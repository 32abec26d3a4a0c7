const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The 16 bytes of a GUID in Microsoft's mixed order: the first three groups little-endian, the rest
 * as written (MS-DTYP 2.3.4.2).
 *
 * @throws on a text that is not a GUID
 */
export function guidBytes(guid: string): Buffer {
	if (!GUID.test(guid)) throw new Error(`Not a GUID: ${guid}`);
	const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
	bytes.subarray(0, 4).reverse();
	bytes.subarray(4, 6).reverse();
	bytes.subarray(6, 8).reverse();
	return bytes;
}
