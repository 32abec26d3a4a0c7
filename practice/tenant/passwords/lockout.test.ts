import { expect, test } from "vitest";
import { createLockout } from "./lockout.ts";

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 22, 10, 0, second));

test("the same wrong password again does not count", () => {
	const lockout = createLockout();
	for (let attempt = 1; attempt <= 30; attempt += 1) lockout.failed("ada", "same", at(0));
	expect(lockout.isLocked("ada", at(0))).toBe(false);
});

test("a success resets the count", () => {
	const lockout = createLockout();
	for (let attempt = 1; attempt <= 9; attempt += 1) lockout.failed("ada", `${attempt}`, at(0));
	lockout.succeeded("ada");
	lockout.failed("ada", "10", at(0));
	expect(lockout.isLocked("ada", at(0))).toBe(false);
});
