import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { auditQuery } from "./bodies.ts";
import { INTERFACE, type Route } from "./interface.ts";

const ROUTES = Object.entries(INTERFACE) as [string, Route][];

test("ARCHITECTURE.md shows the table as it is", () => {
	const shown = readFileSync(join(import.meta.dirname, "../../ARCHITECTURE.md"), "utf8")
		.split("\n")
		.filter((line) => /^\| `[A-Z]+ \/api\//.test(line));
	expect(shown).toEqual(
		ROUTES.map(([name, { may, does }]) => `| \`${name}\` | ${may} | ${does} |`),
	);
});

test("only the helpdesk may call routes below its path", () => {
	const rights = ROUTES.filter(([name]) => name.includes("/helpdesk/")).map(([, { may }]) => may);
	expect(new Set(rights)).toEqual(new Set(["helpdesk"]));
});

test("names are searched in their stored form, whatever was pasted with them", () => {
	const { words } = auditQuery.parse({ words: " Rene\u0301\u200b  Roy\n" });
	expect(words).toBe("Ren\u00e9 Roy");
});
