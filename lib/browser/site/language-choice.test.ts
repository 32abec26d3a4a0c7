import { afterEach, expect, test, vi } from "vitest";
import { chooseLanguage, languageCookie } from "./language-choice.ts";

test("the language cookie is limited to this host, and to TLS where there is any", () => {
	expect(languageCookie("de", "https:")).toBe(
		"__Host-language=de; path=/; max-age=31536000; samesite=lax; secure",
	);
	expect(languageCookie("de", "http:")).toBe("language=de; path=/; max-age=31536000; samesite=lax");
});

afterEach(() => vi.unstubAllGlobals());

test.each([
	["keeps", "language=de", 1],
	["drops", "", 0],
])(
	"a browser that %s the cookie reloads the page only if the choice was stored",
	(_, cookie, times) => {
		const reload = vi.fn();
		vi.stubGlobal("window", { location: { protocol: "http:", reload } });
		vi.stubGlobal("document", Object.defineProperty({}, "cookie", { get: () => cookie, set() {} }));
		expect(chooseLanguage("de")).toBe(times === 1);
		expect(reload).toHaveBeenCalledTimes(times);
	},
);
