import { afterEach, expect, test, vi } from "vitest";
import { readDirectoryRoles, readGroups } from "./memberships.ts";

const GRAPH = "https://graph.example";
const GROUP = "#microsoft.graph.group";
const ROLE = "#microsoft.graph.directoryRole";
const UNIT = "#microsoft.graph.administrativeUnit";

const page = (objects: [type: string | undefined, id: string][], next?: string) =>
	Response.json({
		value: objects.map(([type, id]) => ({ ...(type && { "@odata.type": type }), id })),
		...(next && { "@odata.nextLink": next }),
	});

afterEach(() => vi.unstubAllGlobals());

function answering(...answers: Response[]) {
	const asked: string[] = [];
	vi.stubGlobal("fetch", async (url: string) => {
		asked.push(url);
		return answers.shift() ?? Response.error();
	});
	return asked;
}

test("objects of one type are collected from all pages, with ids in lower case", async () => {
	const pages = () => [
		page(
			[
				[GROUP, "AA"],
				[UNIT, "cc"],
			],
			`${GRAPH}/v1.0/next`,
		),
		page([
			[ROLE, "DD"],
			[GROUP, "bb"],
		]),
	];
	const asked = answering(...pages());
	expect(await readGroups(GRAPH, "token")).toEqual({ ok: true, value: ["aa", "bb"] });
	answering(...pages());
	expect(await readDirectoryRoles(GRAPH, "token")).toEqual({ ok: true, value: ["dd"] });
	expect(asked.join()).not.toContain("microsoft.graph");
});

test.each(["https://elsewhere.example/next", "next"])(
	"a next page that is not Graph's is not fetched, so the token goes nowhere else: %s",
	async (next) => {
		const asked = answering(page([[GROUP, "aa"]], next));
		expect(await readDirectoryRoles(GRAPH, "token")).toMatchObject({ ok: false });
		expect(asked).toHaveLength(1);
	},
);

test.each([
	["an outage", [new Response(null, { status: 503 })], "graph-no-answer"],
	["a refusal", [Response.json({ error: { code: "Denied" } }, { status: 403 })], "graph-refused"],
	["a gateway's refusal", [new Response("<html>", { status: 403 })], "graph-no-answer"],
	["an answer without a list", [Response.json({})], "graph-unreadable"],
	["an object without a type", [page([[undefined, "aa"]])], "graph-unreadable"],
	[
		"a missing second page",
		[page([], `${GRAPH}/2`), new Response(null, { status: 503 })],
		"graph-no-answer",
	],
])("%s never counts as an empty list", async (_what, answers, code) => {
	answering(...answers);
	expect(await readDirectoryRoles(GRAPH, "token")).toMatchObject({ failure: { code } });
});
