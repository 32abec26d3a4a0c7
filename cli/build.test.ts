import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";
import { noteEarlyPresses } from "./after-build.ts";

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

test("a change to any file that the build is made from causes a new build", () => {
	const makers = [...importedBy("next.config.js"), ...importedBy("cli/build.ts")];
	const sources = readFileSync("cli/build.ts", "utf8").split("];")[0] ?? "";
	const cli = makers.filter((file) => file.startsWith("cli/"));
	expect(cli).toContain("cli/left-out.ts");
	expect(cli.filter((file) => !sources.includes(`"${file}"`))).toEqual([]);
	expect(sources).toContain('"next.config.js"');
});
