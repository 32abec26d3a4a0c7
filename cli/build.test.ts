import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";
import { noteEarlyPresses, preloadParts, runAfterPaint } from "./page-scripts.ts";

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

test("each page fetches its scripts at once, in a template that is opened after the first paint", () => {
	const script = '<script src="/_next/a.js" async=""></script>';
	const last = '<script src="/_next/w.js" id="_R_" async=""></script>';
	const old = '<script src="/_next/p.js" noModule=""></script>';
	const inline = "<script>self.__next_f=[]</script>";
	const preload = (src: string) =>
		`<link rel="preload" as="script" fetchPriority="low" href="${src}"/>`;
	const page = runAfterPaint(
		`<html><head>${script}${old}</head><body>${preload("/_next/w.js")}b${last}${inline}</body></html>`,
	);
	expect(page).toContain(`<head>${preload("/_next/a.js")}${old}</head>`);
	expect(page).toContain(
		`<body>${preload("/_next/w.js")}b${inline}<template>${script}${last}</template>`,
	);
});

test("each page fetches the parts that its code will load, once", () => {
	const page =
		'<head><script src="/_next/a.js"></script></head><template data-part="form"></template>';
	const parts: Record<string, string[]> = { form: ["/_next/a.js", "/_next/b.js", "/_next/b.js"] };
	expect(preloadParts(page, (part) => parts[part] ?? [])).toBe(
		page.replace(
			"</head>",
			'<link rel="preload" as="script" fetchPriority="low" href="/_next/b.js"/></head>',
		),
	);
});

test("a change to any file that the build is made from causes a new build", () => {
	const makers = [...importedBy("next.config.js"), ...importedBy("cli/build.ts")];
	const sources = readFileSync("cli/build.ts", "utf8").split("];")[0] ?? "";
	const cli = makers.filter((file) => file.startsWith("cli/"));
	expect(cli).toContain("cli/module-ids.ts");
	expect(cli.filter((file) => !sources.includes(`"${file}"`))).toEqual([]);
	expect(sources).toContain('"next.config.js"');
});
