import { afterEach, expect, test, vi } from "vitest";
import { callGraph } from "./graph-answer.ts";

afterEach(() => vi.unstubAllGlobals());

/** Like a network without an answer: pending until the caller aborts. */
const silence = (_url: string, { signal }: RequestInit) =>
	new Promise<Response>((_resolve, reject) => {
		signal?.addEventListener("abort", () => reject(signal.reason));
	});

/** The head arrives, the body stalls. */
async function halfAnAnswer(_url: string, { signal }: RequestInit): Promise<Response> {
	const body = new ReadableStream({
		start: (controller) => {
			signal?.addEventListener("abort", () => controller.error(signal.reason));
		},
	});
	return new Response(body);
}

test.each([
	["that never comes", silence],
	["that stops halfway", halfAnAnswer],
])("an answer %s times out", async (_what, fetch) => {
	vi.stubGlobal("fetch", fetch);
	const answer = await callGraph("https://graph.example/v1.0/me", { token: "token" }, 20);
	expect(answer).toMatchObject({
		failure: { code: "graph-no-answer", cause: { name: "TimeoutError" } },
	});
});
