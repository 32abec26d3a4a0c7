import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import { EXAMPLE_BRAND } from "#lib/server/brand/example-brand.ts";
import { createLimits } from "#lib/server/http/limits.ts";
import { createServer } from "#lib/server/http/server.ts";
import { createMetrics } from "#lib/server/metrics/metrics.ts";
import type { Portal } from "#lib/server/portal.ts";

/** Malformed and slow requests, on a listening server with its own deadlines. */

let app: FastifyInstance;
let port: number;

beforeAll(async () => {
	const caller = {
		id: "agent",
		userPrincipalName: "sam",
		mail: undefined,
		roles: ["Role"],
		authContexts: [],
	};
	const portal = partOf<Portal>({
		settings: {
			trustedProxies: [],
			helpdeskRole: "Role",
			brand: EXAMPLE_BRAND,
			support: {},
			change: {},
		},
		limits: createLimits(),
		metrics: createMetrics(),
		checkToken: async () => ({ ok: true, caller }),
		config: {},
		log: { info() {}, warn() {}, error() {} },
	});
	app = createServer(portal);
	await app.listen({ port: 0, host: "127.0.0.1" });
	port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app.close());

/** Sends bytes, and waits until the server closes the connection. */
function talk(bytes: string): Promise<{ response: string; seconds: number }> {
	const startedAt = performance.now();
	return new Promise((resolve) => {
		let response = "";
		const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
		socket.on("data", (chunk) => {
			response += chunk;
		});
		socket.on("error", () => undefined);
		socket.on("close", () =>
			resolve({ response, seconds: (performance.now() - startedAt) / 1_000 }),
		);
	});
}

const head = (line: string, ...more: string[]) =>
	`${[`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...more].join("\r\n")}\r\n\r\n`;

/** As many as a browser keeps of a few sites that share a domain with the portal. */
const COOKIES = `Cookie: ${Array.from({ length: 6 }, (_, n) => `site${n}=${"y".repeat(4_000)}`).join("; ")}`;

test.each([
	["something other than HTTP", "GARBAGE\r\n\r\n", 400, "request-mistaken"],
	[
		"an endless header section",
		head("GET /", `X: ${"y".repeat(40_000)}`),
		431,
		"headers-too-large",
	],
	["an asterisk", head("OPTIONS *"), 404, "route-not-found"],
	["another site's URL", head("GET http://evil.example/api/"), 404, "route-not-found"],
	["a bad escape", head("GET /api/%zz"), 400, "request-mistaken"],
	[
		"two content lengths",
		head("POST /api/x", "Content-Length: 1", "Content-Length: 2"),
		400,
		"request-mistaken",
	],
	["no host", "GET /api/config HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "request-mistaken"],
	["two hosts", head("GET /api/config", "Host: other"), 400, "request-mistaken"],
	["a tunnel", head("CONNECT example.com:443"), 400, "request-mistaken"],
	["an odd expectation", head("GET /api/no", "Expect: 200-ok"), 404, "route-not-found"],
	["the cookies of a whole domain", head("GET /api/no", COOKIES), 404, "route-not-found"],
	["a method of WebDAV", head("PROPFIND /api/config"), 405, "method-not-allowed"],
	["an unknown HTTP method", head("FETCH /api/config"), 400, "request-mistaken"],
])("%s gets a problem document", async (_what, bytes, status, code) => {
	const { response } = await talk(bytes);
	expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
	expect(response).toContain("application/problem+json");
	expect(response).toContain(`"code":"${code}"`);
	expect(response.toLowerCase()).toContain("default-src 'none'; frame-ancestors 'none'; sandbox");
	expect(response.toLowerCase()).not.toContain("location:");
});

test.concurrent.each([
	["a header section that does not end", "GET /api/config HTTP/1.1\r\nHost: a\r\n", 25],
	[
		"a body that does not end",
		"POST /api/helpdesk/expiries HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
		40,
	],
	[
		"an unexpected body",
		"GET /api/config HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\nx",
		40,
	],
])("%s times out", async (_what, bytes, most) => {
	const { response, seconds } = await talk(bytes);
	expect(seconds).toBeLessThan(most);
	expect(response).toContain("Send the headers within 15 seconds");
});

test("a stalled connection is closed, whichever side does not read", async () => {
	// Waiting for it would take two minutes and a half: Node lets a full buffer pass once.
	expect(app.server.timeout).toBe(72_000);
});

test("a client that sends thousands of requests without waiting for the answers is cut off, and holds up nobody", async () => {
	const request = "GET /api/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
	let longestMs = 0;
	let lastMs = performance.now();
	const beat = setInterval(() => {
		longestMs = Math.max(longestMs, performance.now() - lastMs);
		lastMs = performance.now();
	}, 5);
	const { response } = await talk(request.repeat(60_000));
	clearInterval(beat);
	expect(response.split("HTTP/1.1 404").length).toBeLessThan(200);
	expect(longestMs).toBeLessThan(1_000);
});

test("a few requests sent without waiting are all answered, in their order", async () => {
	const request = (path: string) => `GET /api/${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
	const { response } = await talk(
		Array.from({ length: 50 }, (_, n) => request(n === 0 ? "openapi.json" : "nothing")).join("") +
			head("GET /api/nothing"),
	);
	expect(response.match(/HTTP\/1\.1 \d+/g)).toEqual([
		"HTTP/1.1 200",
		...Array(50).fill("HTTP/1.1 404"),
	]);
});
