import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { INTERFACE, type Route, SMALL_BODY_BYTES } from "./interface.ts";
import { AT_ONCE, LIMITS, type LimitName, limitInWords } from "./limits.ts";

const ROUTES = Object.entries(INTERFACE) as [string, Route][];
const DOCS = readFileSync(join(import.meta.dirname, "../../docs/security.md"), "utf8").split("\n");

/** The rows of the docs' table whose head begins like this. */
function tableOf(head: string): string[] {
	const at = DOCS.findIndex((line) => line.startsWith(head));
	const end = DOCS.findIndex((line, n) => n > at && !line.startsWith("|"));
	return DOCS.slice(at + 2, end);
}

const number = (n: number) => n.toLocaleString("en-GB");

describe("docs/security.md has", () => {
	test("every limit with its numbers and its reason", () => {
		const rows = Object.entries(LIMITS).map(
			([name, { counts, why, for: whom }]) =>
				`| ${counts} | ${whom} | ${limitInWords(name as LimitName)} | ${why} |`,
		);
		expect(tableOf("| what is counted")).toEqual(rows);
	});
	test("what there may be at once", () => {
		const rows = Object.values(AT_ONCE).map(
			({ what, most, why }) => `| ${what} | ${number(most)} | ${why} |`,
		);
		expect(tableOf("| what there is")).toEqual(rows);
	});
	test("every call that takes a body, with its size", () => {
		const rows = ROUTES.flatMap(([name, { body, bytes = SMALL_BODY_BYTES }]) =>
			body ? [`| \`${name}\` | ${number(bytes)} |`] : [],
		);
		expect(tableOf("| body of")).toEqual(rows);
	});
});

test("whoever has a token is counted as a person, never by an address that others share", () => {
	for (const [name, { may, limit }] of ROUTES) {
		if (may !== "caller" && may !== "helpdesk") continue;
		expect(limit && LIMITS[limit].for, name).toBe(may === "caller" ? "person" : "agent");
	}
});

test("nobody who reads a status or opens a link that is there is counted by an address", () => {
	const byAddress = ROUTES.filter(([, { limit }]) => limit && LIMITS[limit].for === "address");
	expect(byAddress.map(([name, { limit }]) => [name, limit])).toEqual([
		["GET /api/go/{link}", "wrongLinks"],
		["POST /api/go/{link}/marks", "linkMarks"],
	]);
});
