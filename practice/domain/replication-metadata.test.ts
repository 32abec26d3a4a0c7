import { expect, test } from "vitest";
import { metadataBytes, type Stamp } from "./replication-metadata.ts";

const INVOCATION_ID = Buffer.from("00112233445566778899aabbccddeeff", "hex");
const stamp = (time: string, usn: number): Stamp => ({
	at: new Date(time),
	usn,
	invocationId: INVOCATION_ID,
});

test("metadata is a header of 16 bytes and 48 bytes per attribute, in the order of the ids", () => {
	const created = stamp("2026-11-22T15:14:18.900Z", 3950);
	const written = stamp("2026-11-22T15:15:40.715Z", 3959);
	const bytes = metadataBytes(
		{
			supplementalCredentials: { version: 1, stamp: written },
			unicodePwd: { version: 2, stamp: written },
			userAccountControl: { version: 3, stamp: created },
		},
		created,
	);
	const count = bytes.readUInt32LE(8);
	expect(bytes.subarray(0, 8).toString("hex")).toBe("0100000000000000");
	expect(count).toBe(20);
	expect(bytes).toHaveLength(16 + 48 * count);
	const starts = Array.from({ length: count }, (_, i) => 16 + 48 * i);
	const ids = starts.map((start) => bytes.readUInt32LE(start));
	expect(ids).toEqual([...ids].sort((a, b) => a - b));
	expect(ids).toEqual(expect.arrayContaining([0x90008, 0x9005a, 0x9007d]));
	const start = starts[ids.indexOf(0x9005a)] ?? 0;
	// unicodePwd, version 2, 2026-11-22T15:15:40Z as whole seconds since 1601, origin, two USNs.
	expect(bytes.subarray(start, start + 48).toString("hex")).toBe(
		`${"5a000900"}${"02000000"}${secondsHex("2026-11-22T15:15:40Z")}${INVOCATION_ID.toString("hex")}${"770f000000000000".repeat(2)}`,
	);
});

/** Computed differently from the code: through FILETIME, ten million times finer. */
function secondsHex(time: string): string {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(Date.parse(time)) / 1000n + 11_644_473_600n);
	return bytes.toString("hex");
}
