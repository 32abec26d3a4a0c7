import { expect, test } from "vitest";
import { guidToBytes } from "./ad-values.ts";
import { readKeyWrites } from "./repl-metadata.ts";

const ORIGIN = { invocationId: "0a1b2c3d-0000-4000-8000-00000000abcd", usn: "9007199254740993" };

/** A vector as a controller writes it: a header of 16 bytes, then 48 per attribute. */
function vector(entries: [attribute: number, version: number, seconds: bigint][], version = 1) {
	const bytes = Buffer.alloc(16 + entries.length * 48);
	bytes.writeUInt32LE(version, 0);
	bytes.writeUInt32LE(entries.length, 8);
	for (const [i, [attribute, count, seconds]] of entries.entries()) {
		bytes.writeUInt32LE(attribute, 16 + i * 48);
		bytes.writeUInt32LE(count, 20 + i * 48);
		bytes.writeBigInt64LE(seconds, 24 + i * 48);
		guidToBytes(ORIGIN.invocationId).copy(bytes, 32 + i * 48);
		bytes.writeBigInt64LE(BigInt(ORIGIN.usn), 48 + i * 48);
		// The USN on the answering controller is its own.
		bytes.writeBigInt64LE(77n, 56 + i * 48);
	}
	return bytes;
}

const AT = 11_644_473_600n + 1_790_000_000n;

test("the writes of the two key attributes are found among others", () => {
	const value = vector([
		[0x90060, 9, AT],
		[0x9005a, 4, AT],
		[0x9007d, 3, AT],
	]);
	expect(readKeyWrites(value)).toEqual({
		unicodePwd: { version: 4, writtenAt: new Date(1_790_000_000_000), origin: ORIGIN },
		supplementalCredentials: {
			version: 3,
			writtenAt: new Date(1_790_000_000_000),
			origin: ORIGIN,
		},
	});
});

test("an attribute that is missing was never written", () => {
	expect(readKeyWrites(vector([]))).toEqual({
		unicodePwd: undefined,
		supplementalCredentials: undefined,
	});
});

test("an unknown version is ignored", () => {
	expect(readKeyWrites(vector([[0x9005a, 4, AT]], 2))).toBeUndefined();
	expect(readKeyWrites(vector([[0x9005a, 4, AT]]).subarray(0, 60))).toBeUndefined();
	expect(readKeyWrites(Buffer.alloc(3))).toBeUndefined();
});

test("a time out of a date's range makes all of it unreadable", () => {
	const times = [2n ** 62n, 8_650_000_000_000n + 11_644_473_600n];
	for (const time of times) {
		expect(readKeyWrites(vector([[0x9005a, 4, time]]))).toBeUndefined();
	}
	// It does not matter on an attribute without keys.
	expect(readKeyWrites(vector([[0x90060, 4, 2n ** 62n]]))).toBeDefined();
});
