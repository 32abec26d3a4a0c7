import { afterEach, expect, test, vi } from "vitest";
import { forgetTab } from "./storage.ts";

afterEach(() => vi.unstubAllGlobals());

/** A tab's storage, with its keys as own properties, as in a browser. */
function storageOf(keys: readonly string[]) {
	const storage = Object.fromEntries(keys.map((key) => [key, "x"]));
	const removeItem = (key: string) => void delete storage[key];
	vi.stubGlobal(
		"sessionStorage",
		Object.defineProperty(storage, "removeItem", { value: removeItem }),
	);
	return () => Object.keys(storage);
}

const KEYS = ["keyturn.cohort.page.0", "keyturn.expire.typed", "keyturn.link", "msal.token"];

test("the portal's own entries are removed, and no others", () => {
	const left = storageOf(KEYS);
	forgetTab();
	expect(left()).toEqual(["msal.token"]);
});

test("the link that led here may stay", () => {
	const left = storageOf(KEYS);
	forgetTab({ keep: ["keyturn.link"] });
	expect(left()).toEqual(["keyturn.link", "msal.token"]);
});

test("a browser that blocks storage has nothing to forget", () => {
	vi.stubGlobal("sessionStorage", undefined);
	expect(() => forgetTab()).not.toThrow();
});
