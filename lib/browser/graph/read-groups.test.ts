import { afterEach, expect, test, vi } from "vitest";
import { readGroups } from "./read-groups.ts";

const GRAPH = "https://graph.example";
const page = (ids: string[], next?: string) =>
	Response.json({
		value: ids.map((id) => ({ id, displayName: null })),
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

test("groups are read over all pages, by their ids in lower case", async () => {
	const asked = answering(page(["AA"], `${GRAPH}/v1.0/next`), page(["bb"]));
	expect(await readGroups(GRAPH, "token")).toEqual({ ok: true, ids: ["aa", "bb"] });
	expect(asked).toHaveLength(2);
});

test("a further page elsewhere is not fetched, so the token goes nowhere else", async () => {
	const asked = answering(page(["aa"], "https://elsewhere.example/next"));
	expect(await readGroups(GRAPH, "token")).toEqual({ ok: true, ids: ["aa"] });
	expect(asked).toHaveLength(1);
});

test.each([
	["an outage", new Response(null, { status: 503 }), "no-answer"],
	["a refusal", new Response("{}", { status: 403 }), "refused"],
	["an answer without a list", Response.json({}), "refused"],
])("%s is never taken for no group", async (_what, answer, because) => {
	answering(answer);
	expect(await readGroups(GRAPH, "token")).toMatchObject({ ok: false, because });
});
