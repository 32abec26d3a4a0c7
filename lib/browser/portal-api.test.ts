import { beforeEach, expect, test, vi } from "vitest";
import { call } from "./portal-api.ts";

const keys: (string | null)[] = [];
let answer: () => Promise<Response>;

beforeEach(() => {
	keys.length = 0;
	vi.stubGlobal("fetch", async (_url: string, { headers }: RequestInit) => {
		keys.push(new Headers(headers).get("idempotency-key"));
		return await answer();
	});
	return () => vi.unstubAllGlobals();
});

const made = async () => new Response('{"seq":1}', { status: 201 });
const lost = async () => Promise.reject(new TypeError("Failed to fetch"));
const failed = async () => new Response("Gateway Timeout", { status: 504 });
const refused = async () => new Response('{"code":"body-mistaken"}', { status: 400 });

const note = (run = "r") =>
	call("POST /api/helpdesk/expiries", {
		token: "token",
		body: { run, step: "begun", how: "new", people: 1 },
	});

test.each([
	["lost", lost],
	["a gateway's", failed],
])(
	"a call whose answer was %s is repeated under its key, until it is answered",
	async (_what, first) => {
		answer = first;
		await note();
		await note();
		answer = made;
		await note();
		await note();
		expect(new Set(keys.slice(0, 3)).size).toBe(1);
		expect(keys[3]).not.toBe(keys[0]);
	},
);

test("other content, and what was refused, is another call", async () => {
	answer = lost;
	await note("one");
	await note("two");
	answer = refused;
	await note("one");
	await note("one");
	expect(keys[1]).not.toBe(keys[0]);
	expect(keys[2]).toBe(keys[0]);
	expect(keys[3]).not.toBe(keys[0]);
	answer = made;
	await note("two");
});

test("what only reads has none", async () => {
	answer = lost;
	await call("GET /api/account", { token: "token" });
	expect(keys).toEqual([null]);
});
