import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { INTERFACE, type Route, SMALL_BODY_BYTES } from "./interface.ts";
import { AT_ONCE, LIMITS, type LimitName, limitInWords } from "./limits.ts";

const ROUTES = Object.entries(INTERFACE) as [string, Route][];
const DOCS = readFileSync(join(import.meta.dirname, "../../docs/security.md"), "utf8").split("\n");

/** The rows of the docs' table whose header starts like this. */
function tableOf(head: string): string[] {
	const at = DOCS.findIndex((line) => line.startsWith(head));
	const end = DOCS.findIndex((line, n) => n > at && !line.startsWith("|"));
	return DOCS.slice(at + 2, end);
}

const number = (n: number) => n.toLocaleString("en-GB");

describe("docs/security.md has", () => {
	test("every rate limit with its numbers and its reason", () => {
		const rows = Object.entries(LIMITS).map(
			([name, { counts, why, for: whom }]) =>
				`| ${counts} | ${whom} | ${limitInWords(name as LimitName)} | ${why} |`,
		);
		expect(tableOf("| what is counted")).toEqual(rows);
	});
	test("every concurrency limit", () => {
		const rows = Object.values(AT_ONCE).map(
			({ what, most, why }) => `| ${what} | ${number(most)} | ${why} |`,
		);
		expect(tableOf("| what there is")).toEqual(rows);
	});
	test("every call with a body, with its size", () => {
		const rows = ROUTES.flatMap(([name, { body, bytes = SMALL_BODY_BYTES }]) =>
			body ? [`| \`${name}\` | ${number(bytes)} |`] : [],
		);
		expect(tableOf("| body of")).toEqual(rows);
	});
});

test("calls with a token are counted per person, never per shared address", () => {
	for (const [name, { may, limit }] of ROUTES) {
		if (may !== "caller" && may !== "helpdesk") continue;
		expect(limit && LIMITS[limit].for, name).toBe(may === "caller" ? "person" : "agent");
	}
});

test("reading a status or opening a valid link is never counted per address", () => {
	const byAddress = ROUTES.filter(([, { limit }]) => limit && LIMITS[limit].for === "address");
	expect(byAddress.map(([name, { limit }]) => [name, limit])).toEqual([
		["GET /api/go/{link}", "wrongLinks"],
		["POST /api/go/{link}/marks", "linkMarks"],
	]);
});
