import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findIn, readBuiltPages } from "./built-pages.ts";

const NAMES = new Set([
	"en.html",
	"en.txt",
	"en/profile.html",
	"en/profile.txt",
	"en/profile/__next._tree.txt",
	"de/go.html",
	"en/go.txt",
	"auth.html",
	"auth.js",
	"icon.svg",
	"404.html",
	"_next/static/chunks/app/[locale]/page-1.js",
	"_next/static/chunks/app/[locale]/page-1.js.br",
	"en/__next._tree.txt",
]);

test.each([
	["/", { name: "en.html", kind: "page" }],
	["/profile", { name: "en/profile.html", kind: "page" }],
	["/status/abc", { name: "en/status.html", kind: "page" }],
	["/helpdesk/links/new", { name: "en/helpdesk/links/new.html", kind: "page" }],
	["/helpdesk/links/x", { name: "en/helpdesk/link.html", kind: "page" }],
	["/helpdesk/links/x/edit", { name: "en/helpdesk/link-edit.html", kind: "page" }],
	["/helpdesk/links/x/sheet", { name: "en/helpdesk/link-sheet.html", kind: "page" }],
	["/preview/de/x", { name: "de/go.html", kind: "page" }],
	["/preview/xx/x", undefined],
	["/index.txt", { name: "en.txt", kind: "navigation" }],
	["/__next._tree.txt", { name: "en/__next._tree.txt", kind: "navigation" }],
	["/profile.txt", { name: "en/profile.txt", kind: "navigation" }],
	["/profile/__next._tree.txt", { name: "en/profile/__next._tree.txt", kind: "navigation" }],
	["/go/0123456789ab.txt", { name: "en/go.txt", kind: "navigation" }],
	["/auth", { name: "auth.html", kind: "other" }],
	["/icon.svg", { name: "icon.svg", kind: "other" }],
	[
		"/_next/static/chunks/app/%5Blocale%5D/page-1.js",
		{ name: "_next/static/chunks/app/[locale]/page-1.js", kind: "hashed" },
	],
	["/.well-known/change-password", { redirect: "/change-password" }],
	["/profile/", { redirect: "/profile" }],
])("%s maps to one file", (path, found) => {
	expect(findIn(NAMES, path, "en")).toEqual(found);
});

test.each([
	"/PROFILE",
	"//profile",
	"/%70rofile",
	"/en/profile",
	"/en",
	"/profile.html",
	"/en.html",
	"/auth.html",
	"/missing",
	"/status",
	"/status/",
	"/go",
	"/go/",
	"/go/x/y",
	"/404.html",
	"/profile/..",
	"/./profile",
	"/_next/static/../../en.html",
	"/_next/static/%2e%2e/x",
	"/_next/image",
	"/%",
	"/a\0b",
	"/go/x/__next._other.txt",
	"/toString",
	"/__proto__",
	"/evil.com//profile/",
])("%s is not an address", (path) => {
	expect(findIn(NAMES, path, "en")).toBeUndefined();
});

test("a folder without pages fails at start, not at the first visit", () => {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-no-pages-"));
	expect(() => readBuiltPages(folder, () => undefined)).toThrow("There are no built pages in");
});
