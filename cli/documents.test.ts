import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** What the documents name is there: a page that was moved, a test that was renamed. */

const DOCUMENTS = ["README.md", "ARCHITECTURE.md", "SECURITY.md", ...markdownIn("docs")];

function markdownIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".md"))
		.map((name) => join(folder, name));
}

test.each(DOCUMENTS)("%s links to files that are there", (document) => {
	const links = [
		...readFileSync(document, "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g),
	];
	const targets = links.map(([, target = ""]) => join(dirname(document), target));
	expect(targets.filter((target) => !existsSync(target))).toEqual([]);
});

test.each(DOCUMENTS)("%s names folders and tests of the project that are there", (document) => {
	const named = readFileSync(document, "utf8").matchAll(
		/`((?:app|bench|cli|components|contracts|docs|e2e|lib|practice|tools)\/[\w./-]+)`/g,
	);
	expect([...named].map(([, path = ""]) => path).filter((path) => !existsSync(path))).toEqual([]);
});
