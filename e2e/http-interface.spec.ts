import { type APIRequestContext, type APIResponse, type Page, request } from "playwright/test";
import { apiToken, changePassword, expect, shownTicket, signIn, test } from "./support/test.ts";

/** Every call with everything that can be wrong: a problem document, and no effect. */

const UNKNOWN_TICKET = "JeyqYPfdMEBxfjCSYeVQarAxp-lqpS4d";

async function expectProblem(response: APIResponse, status: number, code: string): Promise<void> {
	expect(response.status(), response.url()).toBe(status);
	expect(response.headers()["content-type"]).toContain("application/problem+json");
	const problem = await response.json();
	expect(problem).toMatchObject({ type: "about:blank", status, code });
	expect(problem.title.length).toBeGreaterThan(5);
	expect(problem.detail.length).toBeGreaterThan(5);
}

/** The page's token for the portal's own API, and the one it sends to Graph. */
async function tokensOf(page: Page): Promise<{ api: string; graph: string }> {
	const graph = page.waitForRequest((r) => r.url().includes("/v1.0/me?"));
	await page.reload();
	const [, token = ""] = ((await (await graph).headerValue("authorization")) ?? "").split(" ");
	return { api: await apiToken(page), graph: token };
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

const withToken: [method: "get" | "post" | "put" | "delete", path: string][] = [
	["get", "/api/account"],
	["get", "/api/watches"],
	["post", "/api/watches"],
	["put", `/api/watches/${UNKNOWN_TICKET}/change`],
	["delete", `/api/watches/${UNKNOWN_TICKET}`],
];

const call = (
	api: APIRequestContext,
	method: (typeof withToken)[0][0],
	path: string,
	token?: string,
) => api[method](path, token === undefined ? {} : bearer(token));

test("no call about a person works without the right token or with a malformed body", async ({
	page,
	newPerson,
}) => {
	const person = await newPerson();
	await signIn(page, person);
	await expect(page.getByText(person.userPrincipalName).first()).toBeVisible();
	const { api, graph } = await tokensOf(page);
	for (const [method, path] of withToken) {
		await expectProblem(await call(page.request, method, path), 401, "token-missing");
		await expectProblem(await call(page.request, method, path, "abc"), 401, "token-refused");
		await expectProblem(await call(page.request, method, path, graph), 401, "token-refused");
	}

	const opened = await (await page.request.post("/api/watches", bearer(api))).json();
	const watch = `/api/watches/${opened.ticket}`;
	const put = (data: string) =>
		page.request.put(`${watch}/change`, {
			headers: { authorization: `Bearer ${api}`, "content-type": "application/json" },
			data: Buffer.from(data),
		});
	const secret = "Do-Not-Log-This-1";
	await expectProblem(await put(`{"changedAt": ${secret}`), 400, "body-not-json");
	await expectProblem(await put("[]"), 400, "body-mistaken");
	await expectProblem(await put("{}"), 400, "body-mistaken");
	await expectProblem(await put('{"changedAt":"yesterday"}'), 400, "body-mistaken");
	await expectProblem(await put('{"changedAt":"2000-01-01T00:00:00Z"}'), 400, "body-mistaken");
	const now = new Date().toISOString();
	const extra = JSON.stringify({ changedAt: now, currentPassword: secret });
	await expectProblem(await put(extra), 400, "body-mistaken");
	await expectProblem(await put(`{"changedAt":"${"x".repeat(5_000)}"}`), 413, "body-too-large");
	const view = await (await page.request.get(watch)).json();
	expect(view).toMatchObject({ state: "open", revision: opened.view.revision });

	// Its owner can delete it.
	expect((await page.request.delete(watch, bearer(api))).status()).toBe(204);
	await expectProblem(await page.request.get(watch), 404, "watch-not-found");
	expect(await (await page.request.get("/api/watches", bearer(api))).json()).toBeNull();
});

test("a watch belongs to the token's person, whatever the body says", async ({
	page,
	browser,
	stack,
	newPerson,
}) => {
	const ada = await newPerson();
	await changePassword(page, ada);
	const ticket = await shownTicket(page);
	const ben = await newPerson();
	const other = await browser.newPage({ baseURL: stack.portal });
	await signIn(other, ben);
	await expect(other.getByText(ben.userPrincipalName).first()).toBeVisible();
	const { api } = await tokensOf(other);
	const change = { data: { changedAt: new Date().toISOString() }, ...bearer(api) };
	await expectProblem(
		await other.request.put(`/api/watches/${ticket}/change`, change),
		404,
		"watch-not-found",
	);
	await expectProblem(
		await other.request.delete(`/api/watches/${ticket}`, bearer(api)),
		404,
		"watch-not-found",
	);
	const forAda = { data: { person: ada.id }, ...bearer(api) };
	await expectProblem(await other.request.post("/api/watches", forAda), 400, "body-mistaken");
	const own = await other.request.post("/api/watches", bearer(api));
	expect(own.status()).toBe(201);
	expect((await own.json()).ticket).not.toBe(ticket);
	expect((await other.request.get(`/api/watches/${ticket}`)).status()).toBe(200);
	// There are too few waits to show yet.
	const waits = await other.request.get(`/api/watches/${ticket}/waits`);
	expect([waits.status(), await waits.json()]).toEqual([200, null]);
	await other.close();
});

test("nothing from malformed requests is in the log", async ({ stack }) => {
	const api = await request.newContext({ baseURL: stack.portal });
	await api.put(`/api/watches/${UNKNOWN_TICKET}/change`, {
		...bearer("Secret-Token-42"),
		data: { password: "Do-Not-Log-This-2" },
	});
	await api.dispose();
	expect(stack.log()).not.toContain("Secret-Token-42");
	expect(stack.log()).not.toContain("Do-Not-Log-This");
	expect(stack.log()).not.toContain(UNKNOWN_TICKET);
});

test("the browser's settings contain no secret", async ({ request: api }) => {
	const text = await (await api.get("/api/config")).text();
	expect(JSON.parse(text).tenant.clientId).toMatch(/^[0-9a-f-]{36}$/);
	expect(text).not.toMatch(/password"|bind|ldaps|secret/i);
});

test("a stream resumes where it stopped", async ({ page, stack, newPerson }) => {
	const person = await newPerson();
	await changePassword(page, person);
	const ticket = await shownTicket(page);
	const url = `${stack.portal}/api/watches/${ticket}/events`;
	const first = await firstEvent(url);
	expect(first).toMatch(/^id: \d+\nevent: watch\ndata: \{.*"state":"waiting"/m);
	const id = /^id: (\d+)/m.exec(first)?.[1] ?? "";
	// Nothing new: nothing is repeated.
	expect(await firstEvent(url, id, 700)).not.toContain("event: watch");
	await stack.controls.deliver(person.id, "dc1");
	await expect.poll(() => firstEvent(url, id)).toContain('"state":"arriving"');
});

/** What a stream sends until its first event, or within a time limit. */
async function firstEvent(url: string, lastEventId?: string, withinMs = 20_000): Promise<string> {
	const stop = AbortSignal.timeout(withinMs);
	const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
	let said = "";
	try {
		const response = await fetch(url, { headers, signal: stop });
		expect(response.headers.get("content-type")).toContain("text/event-stream");
		expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
		for await (const chunk of response.body ?? []) {
			said += Buffer.from(chunk).toString("utf8");
			if (/event: watch\ndata: .*\n\n/.test(said)) break;
		}
	} catch (error) {
		if (!stop.aborted) throw error;
	}
	return said;
}

test("health is reported", async ({ request: api }) => {
	expect(await (await api.get("/api/health/live")).json()).toEqual({ status: "live" });
	// Another test may have stopped something just before.
	await expect
		.poll(async () => (await api.get("/api/health/ready")).json())
		.toEqual({
			status: "ready",
			parts: { store: "ok", keys: "ok", domain: "ok", mail: "ok" },
		});
});
