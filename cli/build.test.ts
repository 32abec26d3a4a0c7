import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";
import { noteEarlyPresses, runAfterPaint } from "./page-scripts.ts";

/** Only Next's development server uses these rewrites, not the build. */
const NOT_BUILT = ["cli/development-rewrites.ts"];

/** A file and everything it imports by relative path, each once. */
function importedBy(file: string, found = new Set<string>()): Set<string> {
	if (found.has(file) || NOT_BUILT.includes(file)) return found;
	found.add(file);
	const text = readFileSync(file, "utf8");
	for (const [, path = ""] of text.matchAll(
		/(?:from|import\(|resolve\() ?"(\.\/[^"]+|cli\/[^"]+)"/g,
	)) {
		importedBy(normalize(path.startsWith("cli/") ? path : join(dirname(file), path)), found);
	}
	return found;
}

test("each page records presses before its script has loaded", () => {
	expect(noteEarlyPresses("<html><head><title>a</title></head><body>b</body></html>")).toBe(
		`<html><head><title>a</title><script>${NOTE_EARLY_PRESS}</script></head><body>b</body></html>`,
	);
});

const script = '<script src="/_next/a.js" async=""></script>';
const last = '<script src="/_next/w.js" id="_R_" async=""></script>';
const old = '<script src="/_next/p.js" noModule=""></script>';
const inline = "<script>self.__next_f=[]</script>";
const preload = (src: string) =>
	`<link rel="preload" as="script" fetchPriority="low" href="${src}"/>`;
/** As Next writes it, around the page's content. */
const built = (shown: string) =>
	`<html><head>${script}${old}</head><body>${preload("/_next/w.js")}${shown}${last}${inline}</body></html>`;
const PART_FILES = ["/_next/a.js", "/_next/b.js", "/_next/b.js"];
const all = ["/_next/a.js", "/_next/w.js", "/_next/b.js"].map(preload).join("");

test("a page fetches and runs its code after the first paint", () => {
	const page = runAfterPaint(built("<h1>Steps</h1>"), () => []);
	expect(page).toContain(`<head>${old}</head><body><h1>Steps</h1>${inline}<template>`);
	const later = `${preload("/_next/a.js")}${preload("/_next/w.js")}${script}${last}`;
	expect(page).toContain(`<template>${later}</template>`);
});

test("and the parts that its code will load, each once", () => {
	const shown = '<h1>Status</h1><template data-part="status-area"></template>';
	const page = runAfterPaint(built(shown), () => PART_FILES);
	expect(page).toContain(`<head>${old}</head><body>${shown}${inline}<template>`);
	expect(page).toContain(`<template>${all}${script}${last}</template>`);
});

test("a change to any file that the build is made from causes a new build", () => {
	const makers = [...importedBy("next.config.js"), ...importedBy("cli/build.ts")];
	const sources = readFileSync("cli/build.ts", "utf8").split("];")[0] ?? "";
	const cli = makers.filter((file) => file.startsWith("cli/"));
	expect(cli).toContain("cli/module-ids.ts");
	expect(cli.filter((file) => !sources.includes(`"${file}"`))).toEqual([]);
	expect(sources).toContain('"next.config.js"');
});
