import { beforeEach, expect, test, vi } from "vitest";
import { changeLink, endLink, exportAudit } from "./helpdesk/helpdesk-api.ts";
import { call } from "./portal-api.ts";

const LINK = {
	id: "0123456789ab",
	revision: 1,
	madeAt: new Date(),
	madeBy: { id: "a", name: "Ann" },
	endedAt: undefined,
	title: "Move",
	message: "",
	deadline: "",
	lastDay: "2026-12-31",
	helper: { name: "", mail: "", phone: "" },
	language: "en",
	domainHint: "",
	way: "portal",
} as const;

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
const brokenOff = async () =>
	new Response(
		new ReadableStream({
			start(body) {
				body.enqueue(new TextEncoder().encode('{"se'));
				body.error(new TypeError("network error"));
			},
		}),
		{ status: 201 },
	);
const othersPage = async () => new Response("<html>Sign in to this network</html>");
const empty = async () => new Response("");
const refused = async () => new Response('{"code":"body-mistaken"}', { status: 400 });

const note = (run = "r") =>
	call("POST /api/helpdesk/expiries", {
		token: "token",
		body: { run, step: "begun", how: "new", people: 1 },
	});

test.each([
	["lost", lost],
	["a gateway's", failed],
	["the portal's own failure", async () => new Response('{"code":"unexpected"}', { status: 500 })],
	["truncated", brokenOff],
	["another page", othersPage],
	["empty", empty],
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

test.each<[string, () => Promise<Response>]>([
	["an empty page", empty],
	["another page", othersPage],
	["a truncated portal answer", brokenOff],
])("%s is no answer of the portal's", async (_what, given) => {
	answer = given;
	expect(await call("GET /api/watches", { token: "token" })).toMatchObject({
		failure: { code: "portal-no-answer" },
	});
});

test("a call that returns nothing is answered without a body", async () => {
	answer = async () => new Response(null, { status: 204 });
	expect(await endLink("token", LINK.id)).toEqual({ ok: true, value: null });
});

test("different content, or a retry after a refusal, is a new call", async () => {
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

test.each([
	["PUT", () => changeLink("token", LINK, { ...LINK, title: "New" })],
	["DELETE", () => endLink("token", LINK.id)],
])("a %s has an idempotency key, too", async (_method, ask) => {
	answer = lost;
	await ask();
	await ask();
	expect(keys[0]).toMatch(/^[\w-]{36}$/);
	expect(keys[1]).toBe(keys[0]);
});

test("a call to a portal that never answers times out", async () => {
	vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
		expect(ms).toBeLessThanOrEqual(60_000);
		return AbortSignal.abort(new DOMException("Given up", "TimeoutError"));
	});
	vi.stubGlobal("fetch", async (_url: string, { signal }: RequestInit) => {
		signal?.throwIfAborted();
		return await new Promise(() => undefined);
	});
	expect(await call("GET /api/account", { token: "token" })).toMatchObject({
		failure: { code: "portal-no-answer" },
	});
	vi.restoreAllMocks();
});

test("a call that only reads has no key", async () => {
	answer = lost;
	await call("GET /api/account", { token: "token" });
	expect(keys).toEqual([null]);
});

test.each([
	["another page", othersPage],
	["an empty page", empty],
])("%s is not saved as the audit", async (_what, given) => {
	answer = given;
	expect(await exportAudit("token", new URLSearchParams({ format: "csv" }))).toMatchObject({
		failure: { code: "portal-no-answer" },
	});
	answer = async () => new Response("seq,at", { headers: { "Content-Type": "text/csv" } });
	expect(await exportAudit("token", new URLSearchParams({ format: "csv" }))).toMatchObject({
		ok: true,
	});
});

test("a long audit has a longer timeout than other calls", async () => {
	answer = made;
	const limits = vi.spyOn(AbortSignal, "timeout");
	await call("GET /api/config", {});
	await exportAudit("token", new URLSearchParams({ format: "csv" }));
	expect(limits.mock.calls).toEqual([[30_000], [15 * 60_000]]);
});
