import { expect, test } from "vitest";
import { filesOf, type PageWeights, tooHeavy } from "./page-weight.ts";

const recorded: PageWeights = { form: { "react.js": 100 * 1024, "form.js": 20 * 1024 } };

test("a page within its budget may grow", () => {
	expect(tooHeavy({ form: { "react.js": 105 * 1024, "form.js": 25 * 1024 } }, recorded)).toEqual(
		[],
	);
});

test("a page over its budget names what grew, largest first", () => {
	const now = { form: { "react.js": 101 * 1024, "form.js": 20 * 1024, "chart.js": 12 * 1024 } };
	expect(tooHeavy(now, recorded)).toEqual([
		"The form weighs 133.0 KB of 130 KB. Grown since the record: chart.js by 12.0 KB, react.js by 1.0 KB.",
	]);
});

test("scripts and style sheets are found once each, without those for old browsers", () => {
	const html = `
		<link rel="stylesheet" href="/_next/static/css/7a83e0a7.css" data-precedence="next"/>
		<link rel="preload" as="script" href="/_next/static/chunks/webpack-2ab663b5.js"/>
		<script src="/_next/static/chunks/app/%5Blocale%5D/page-a5d8d898.js" async=""></script>
		<script src="/_next/static/chunks/polyfills-42372ed1.js" noModule=""></script>
		<script src="/_next/static/chunks/webpack-2ab663b5.js" id="_R_" async=""></script>`;
	expect([...filesOf(html)]).toEqual([
		"static/css/7a83e0a7.css",
		"static/chunks/webpack-2ab663b5.js",
		"static/chunks/app/[locale]/page-a5d8d898.js",
	]);
});
