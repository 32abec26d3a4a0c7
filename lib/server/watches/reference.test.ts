import { expect, test } from "vitest";
import { referenceOf } from "./reference.ts";

test("a reference is the same every time, and another for another ticket", () => {
	// SHA-256 of "ticket" begins with 14 06 94 29 15: in groups of five bits 2 16 3 9 8 10 8 21.
	expect(referenceOf("ticket")).toBe("KT-2G39-8A8N");
	expect(referenceOf("ticket2")).not.toBe(referenceOf("ticket"));
});

test("a reference has no letter that is taken for a digit, nor anything of the ticket", () => {
	for (let i = 0; i < 500; i++) {
		expect(referenceOf(`ticket-${i}`)).toMatch(/^KT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
	}
});
