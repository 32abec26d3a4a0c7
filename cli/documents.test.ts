import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { FULL_PASSWORD_SYNC, MICROSOFT_DESCRIPTION } from "#lib/core/full-password-sync.ts";

/** Catches references in the documents to moved or renamed files. */

const DOCUMENTS = ["README.md", "ARCHITECTURE.md", "SECURITY.md", ...markdownIn("docs")];

function markdownIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".md"))
		.map((name) => join(folder, name));
}

test.each(DOCUMENTS)("%s links only to files that exist", (document) => {
	const links = [
		...readFileSync(document, "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g),
	];
	const targets = links.map(([, target = ""]) => join(dirname(document), target));
	expect(targets.filter((target) => !existsSync(target))).toEqual([]);
});

test.each(DOCUMENTS)("%s names only folders and files that exist", (document) => {
	const named = readFileSync(document, "utf8").matchAll(
		/`((?:app|bench|cli|components|contracts|docs|e2e|lib|practice|tools)\/[\w./-]+)`/g,
	);
	expect([...named].map(([, path = ""]) => path).filter((path) => !existsSync(path))).toEqual([]);
});

test("docs/hybrid.md has the same script as the page", () => {
	const text = readFileSync("docs/hybrid.md", "utf8");
	expect(text).toContain(`\`\`\`powershell\n${FULL_PASSWORD_SYNC}\n\`\`\``);
	expect(text).toContain(MICROSOFT_DESCRIPTION);
});
