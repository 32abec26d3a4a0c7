import { expect, test } from "vitest";
import { createKnownPasswords } from "./known-passwords.ts";

test("a known password is found anywhere in a text, and nothing else", () => {
	const known = createKnownPasswords();
	known.remember("Copper-Meadow-58");
	known.remember("Kt-1");
	expect(known.areIn("Copper-Meadow-58")).toBe(true);
	expect(known.areIn('{"log":"typed Copper-Meadow-58 twice"}')).toBe(true);
	expect(known.areIn("xxKt-1")).toBe(true);
	expect(known.areIn("Kt-")).toBe(false);
	// Same length and same sum of characters.
	expect(known.areIn("oCpper-Meadow-58")).toBe(false);
	expect(known.areIn("")).toBe(false);
});

test("fingerprints are equal for equal passwords, within one process only", () => {
	const known = createKnownPasswords();
	expect(known.fingerprint("a")).toBe(known.fingerprint("a"));
	expect(known.fingerprint("a")).not.toBe(known.fingerprint("b"));
	expect(known.fingerprint("a")).not.toBe(createKnownPasswords().fingerprint("a"));
});
