import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { brandCss } from "./brand-css.ts";
import { EXAMPLE_BRAND } from "./example-brand.ts";

/** The style sheet of a portal with this telephone number. */
const cssWith = (phone: string | undefined) =>
	brandCss(
		{
			brand: EXAMPLE_BRAND,
			support: partOf<Settings["support"]>({ phone, phoneCountry: undefined }),
			change: partOf<Settings["change"]>({ resetUrl: undefined }),
			isPractice: false,
		},
		"1",
	);

const partsIn = (text: string) =>
	[...text.matchAll(/data-(?:if|unless)="?([a-z-]+)/g)].map(([, name = ""]) => name);

test("every part that depends on the settings is shown in exactly one form", () => {
	const sources = globSync("{app,components}/**/*.tsx").map((file) => readFileSync(file, "utf8"));
	const used = new Set(partsIn(sources.join("\n")));
	expect(used).toContain("support-phone");
	expect([...used].filter((name) => !partsIn(cssWith(undefined)).includes(name))).toEqual([]);
});

test.each([
	["+49 30 1234567", "unless"],
	["+49 30 1234567 / 89", "if"],
	["ask for Ann", "if"],
])("for the number %s one form is shown, and the one with “%s” is hidden", (phone, hidden) => {
	const other = hidden === "if" ? "unless" : "if";
	const css = cssWith(phone);
	expect(css).toContain(`[data-${hidden}=support-phone-uri]`);
	expect(css).not.toContain(`[data-${other}=support-phone-uri]`);
});
