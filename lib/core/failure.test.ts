import { expect, test } from "vitest";
import { FailureError, thrownFailure } from "./failure.ts";

test.each([
	["a full storage", new DOMException("full", "QuotaExceededError"), "storage-full"],
	["a blocked storage", new DOMException("denied", "SecurityError"), "storage-blocked"],
	["a call that took too long", new DOMException("timed out", "TimeoutError"), "portal-no-answer"],
	["an aborted call", new DOMException("aborted", "AbortError"), "portal-no-answer"],
	["a bug of ours", new TypeError("x is not a function"), "mistake"],
	["a thrown value that is not an error", "text", "mistake"],
	["nothing", undefined, "mistake"],
])("%s has its own code and keeps its cause", (_what, thrown, code) => {
	expect(thrownFailure(thrown)).toEqual({ code, cause: thrown });
});

test("a failure survives being thrown", () => {
	const failure = { code: "portal-no-answer", cause: new TypeError("Failed to fetch") } as const;
	const error = new FailureError(failure);
	expect(thrownFailure(error)).toBe(failure);
	expect(error.cause).toBe(failure.cause);
});
