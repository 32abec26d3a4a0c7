import { expect, test } from "vitest";
import { inlineStyles } from "./inline-styles.ts";

const SHEETS: Record<string, string> = {
	"/_next/static/css/a.css": "p{color:red}",
	"/brand.css?1": ":root{--brand:#000}",
	"/odd.css": "p::after{content:'</style><script>'}",
};
const inlined = (html: string) => inlineStyles(html, (href) => SHEETS[href]);

test("a style sheet is in the page, and its link stays without being loaded", () => {
	expect(
		inlined(
			'<link rel="stylesheet" href="/_next/static/css/a.css" data-precedence="next"/><link rel="stylesheet" href="/brand.css?1"/>',
		),
	).toBe(
		'<style>p{color:red}</style><link disabled="" rel="stylesheet" href="/_next/static/css/a.css" data-precedence="next"/><style>:root{--brand:#000}</style><link disabled="" rel="stylesheet" href="/brand.css?1"/>',
	);
});

test.each([
	["other links", '<link rel="icon" href="/brand.css?1"/>'],
	["an unknown style sheet", '<link rel="stylesheet" href="/other.css"/>'],
	["a style sheet that would end the element", '<link rel="stylesheet" href="/odd.css"/>'],
])("%s stay as they are", (_, html) => {
	expect(inlined(html)).toBe(html);
});
