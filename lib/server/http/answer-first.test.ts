import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { answerFirst } from "./answer-first.ts";

const servers: Server[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

async function startServer(): Promise<string> {
	const server = createServer((_, response) => response.end("from the server itself"));
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = async (url: string) => (await fetch(url)).text();

test("some requests are answered first, the very first one too, and all others as before", async () => {
	const url = await startServer();
	answerFirst((request, response) => {
		if (request.url !== "/events") return false;
		response.end("first");
		return true;
	});
	expect(await ask(`${url}/events`)).toBe("first");
	expect(await ask(`${url}/`)).toBe("from the server itself");
	expect(await ask(`${url}/events`)).toBe("first");
});

test("a server that was asked before is taken with its next request", async () => {
	const url = await startServer();
	expect(await ask(`${url}/events`)).toBe("from the server itself");
	answerFirst((_, response) => Boolean(response.end("first")));
	expect(await ask(`${url}/events`)).toBe("first");
});
