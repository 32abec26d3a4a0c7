import { expect, test } from "vitest";
import { languageCookie } from "./language-choice.ts";

test("the language cookie is limited to this host, and to TLS where there is any", () => {
	expect(languageCookie("de", "https:")).toBe(
		"__Host-language=de; path=/; max-age=31536000; samesite=lax; secure",
	);
	expect(languageCookie("de", "http:")).toBe("language=de; path=/; max-age=31536000; samesite=lax");
});
