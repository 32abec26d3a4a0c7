import { expect, test } from "vitest";
import { referenceOf } from "./reference.ts";

test("a reference is deterministic and differs between tickets", () => {
	// SHA-256 of "ticket" starts with 14 06 94 29 15: in groups of five bits 2 16 3 9 8 10 8 21.
	expect(referenceOf("ticket")).toBe("KT-2G39-8A8N");
	expect(referenceOf("ticket2")).not.toBe(referenceOf("ticket"));
});

test("a reference has no letter that looks like a digit, and no part of the ticket", () => {
	for (let i = 0; i < 500; i++) {
		expect(referenceOf(`ticket-${i}`)).toMatch(/^KT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
	}
});
