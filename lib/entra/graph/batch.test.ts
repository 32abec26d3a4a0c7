import { expect, test } from "vitest";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import { batchFrom } from "./batch.ts";
import { readExpire } from "./expire-password.ts";
import { type GraphAnswer, retryAfterMs } from "./graph-answer.ts";
import { readCandidate } from "./read-candidate.ts";

const answer = (status: number, body: unknown = undefined, headers = {}): GraphAnswer => ({
	status,
	body,
	headers: new Headers(headers),
});

test.each<[string, Result<GraphAnswer>, object]>([
	["a broken connection", failed("graph-no-answer"), { code: "graph-no-answer" }],
	["a gateway that gave up", ok(answer(504)), { code: "graph-no-answer" }],
	["a request that took too long", ok(answer(408)), { code: "graph-no-answer" }],
	["an answer that is not a batch", ok(answer(200, "<html>")), { code: "graph-no-answer" }],
	[
		"429",
		ok(answer(429, {}, { "retry-after": "7" })),
		{ code: "graph-throttled", retryAfterMs: 7000 },
	],
	[
		"Graph's 400",
		ok(answer(400, { error: { code: "BadRequest" } })),
		{ code: "graph-not-understood", vendorCode: "BadRequest" },
	],
	["a gateway's 403", ok(answer(403, "<html>")), { code: "graph-no-answer" }],
	["a proxy that requires a password", ok(answer(407, "<html>")), { code: "graph-no-answer" }],
	["a redirection", ok(answer(302)), { code: "graph-no-answer" }],
	["401", ok(answer(401)), { code: "sign-in-ended" }],
])("%s is not a success", (_what, given, failure) => {
	expect(batchFrom(given)).toMatchObject({ ok: false, failure });
});

test("each call has its own answer and its own Retry-After", () => {
	const responses = [
		{ id: "a", status: 204, headers: {} },
		{ id: "b", status: 429, headers: { "Retry-After": "3" }, body: {} },
		{ status: 204 },
		null,
		{ id: "d", status: 204, headers: null },
		{ id: "e", status: 204, headers: { "Not a name": "x" } },
	];
	const batch = batchFrom(ok(answer(200, { responses })));
	if (!batch.ok) throw new Error("no answers");
	expect([...batch.value.keys()]).toEqual(["a", "b", "d"]);
	expect(retryAfterMs(batch.value.get("b")?.headers ?? new Headers())).toBe(3000);
	expect(readExpire(batch.value.get("c"))).toEqual({ kind: "no-answer" });
});

const error = (code: string, message = "") => ({ error: { code, message } });

test.each<[GraphAnswer, object]>([
	[answer(204), { kind: "done" }],
	[answer(429), { kind: "throttled" }],
	[answer(401), { kind: "unauthorised" }],
	[answer(408), { kind: "no-answer" }],
	[answer(503), { kind: "no-answer" }],
	[answer(504), { kind: "no-answer" }],
	[answer(404, error("Request_ResourceNotFound")), { reason: "gone" }],
	[answer(403, error("Authorization_RequestDenied")), { reason: "refused" }],
	[
		answer(400, error("Request_BadRequest", "… for on-premises mastered Directory Sync objects …")),
		{ reason: "synchronised", code: "Request_BadRequest" },
	],
	[answer(400), { reason: "failed", code: "400" }],
])("Graph's answer for one person: %j", (given, expected) => {
	expect(readExpire(given)).toMatchObject(expected);
});

test("properties that Entra does not show are unknown", () => {
	const user = { id: "AB", userPrincipalName: "a@b.com", passwordProfile: null };
	const read = readCandidate(answer(200, user));
	expect(read).toMatchObject({ person: { id: "ab", isExpired: undefined, isEnabled: true } });
	expect(readCandidate(answer(500)).kind).toBe("no-answer");
	expect(readCandidate(undefined).kind).toBe("no-answer");
});

test.each([
	["a timeout", answer(408, error("RequestTimeout"))],
	["a page", answer(200, "<html>")],
	["nobody", answer(200, {})],
	["a list", answer(200, { value: [] })],
])("%s does not count as a read person", (_what, given) => {
	expect(readCandidate(given)).toEqual({ kind: "no-answer" });
});
