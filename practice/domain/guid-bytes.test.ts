import { expect, test } from "vitest";
import { guidBytes } from "./guid-bytes.ts";

test("the first three groups are little-endian, the rest is not", () => {
	const bytes = guidBytes("00112233-4455-6677-8899-aabbccddeeff");
	expect(bytes.toString("hex")).toBe("33221100554477668899aabbccddeeff");
});

test("text that is not a GUID is refused", () => {
	expect(() => guidBytes("00112233445566778899aabbccddeeff")).toThrow("Not a GUID");
});
