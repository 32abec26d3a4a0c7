import { expect, test } from "vitest";
import { spokenReference } from "./spoken-reference.ts";

test.each([
	["KT-7Q2M-9XKD", "KT-7Q2M-9XKD"],
	[" kt 7q2m 9xkd ", "KT-7Q2M-9XKD"],
	["kt7q2m9xkd", "KT-7Q2M-9XKD"],
	["KT–7Q2M‑9XKD", "KT-7Q2M-9XKD"],
	["KT-O123-4ILX", "KT-0123-411X"],
	["KT-ABCD-EFGH", "KT-ABCD-EFGH"],
])("%s is the reference %s", (words, reference) => {
	expect(spokenReference(words)).toBe(reference);
});

test.each(["Kt", "Katrin", "ktabcdefgh", "KT-7Q2M", "KT-7Q2M-9XKDD", "KT-UUUU-9XKD", "7Q2M-9XKD"])(
	"%s is not a reference",
	(words) => {
		expect(spokenReference(words)).toBeUndefined();
	},
);
