import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RegistrationError } from "./failure.ts";
import { openGraph } from "./graph.ts";
import type { GraphRequest } from "./graph-requests.ts";

type Given = { status: number; body?: object };
let answers: Given[] = [];
let asked: string[] = [];
let server: Server;

beforeEach(async () => {
	asked = [];
	server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
		const { status, body } = answers.shift() ?? { status: 204 };
		response.writeHead(status).end(body && JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function graph(signal = new AbortController().signal) {
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}`;
	return openGraph({ url, accessToken: "token", signal, pausesMs: [1, 1] });
}

const POST: GraphRequest = { method: "POST", path: "/servicePrincipals", body: {} };
const GET: GraphRequest = { method: "GET", path: "/applications/1?$select=id" };
const refusal = (message: string) => ({ error: { code: "Request_BadRequest", message } });
const SOON = { status: 400, body: refusal("It does not reference a valid application object.") };

async function failureOf(promise: Promise<unknown>) {
	const error = await promise.then(() => undefined).catch((thrown: unknown) => thrown);
	if (!(error instanceof RegistrationError)) throw new Error(`It did not fail: ${error}`);
	return error.failure;
}

test("carries the token and answers with the object", async () => {
	answers = [{ status: 200, body: { id: "1" } }];
	expect(await graph().call(GET)).toEqual({ id: "1" });
	expect(asked).toEqual(["GET /v1.0/applications/1?$select=id Bearer token"]);
});

test("a read may return nothing, a change may not", async () => {
	answers = [{ status: 404 }, { status: 404 }];
	expect(await graph().call(GET)).toBeUndefined();
	expect(await failureOf(graph().call(POST))).toMatchObject({ code: "graph-refused" });
});

test("a newly created object is retried for a limited time", async () => {
	answers = [SOON, { status: 404 }, { status: 201, body: { id: "1" } }];
	expect(await graph().callSoon(POST)).toEqual({ id: "1" });
	answers = [SOON, SOON, SOON, { status: 201 }];
	expect(await failureOf(graph().callSoon(POST))).toMatchObject({ code: "graph-refused" });
	expect(asked).toHaveLength(6);
});

test.each([
	[401, "no-right"],
	[403, "no-right"],
	[400, "graph-refused"],
	[500, "graph-refused"],
])("the status %i is %s, with Graph's words", async (status, code) => {
	answers = [{ status, body: refusal("No.") }];
	expect(await failureOf(graph().call(POST))).toMatchObject({
		code,
		request: "POST /servicePrincipals",
		detail: expect.stringContaining("Request_BadRequest): No."),
	});
});

test("after Ctrl+C nothing more is sent", async () => {
	const stopped = graph(AbortSignal.abort());
	expect(await failureOf(stopped.callSoon(POST))).toEqual({ code: "stopped" });
	expect(asked).toEqual([]);
});
