import type { APIRequestContext, APIResponse, Page } from "playwright/test";
import { changePassword, expect, shownTicket, signIn, test } from "./support/test.ts";

/** What needs real tokens and a real portal of the interface; the rest is in `contracts/http`. */

const UNKNOWN_TICKET = "JeyqYPfdMEBxfjCSYeVQarAxp-lqpS4d";

async function expectProblem(response: APIResponse, status: number, code: string): Promise<void> {
	expect(response.status(), response.url()).toBe(status);
	expect(response.headers()["content-type"]).toContain("application/problem+json");
	const problem = await response.json();
	expect(problem).toMatchObject({ type: "about:blank", status, code });
	expect(problem.title.length).toBeGreaterThan(5);
	expect(problem.detail.length).toBeGreaterThan(5);
}

/** The token that the page sends to Graph. */
async function graphToken(page: Page): Promise<string> {
	const graph = page.waitForRequest((r) => r.url().includes("/v1.0/me?"));
	await page.reload();
	const [, token = ""] = ((await (await graph).headerValue("authorization")) ?? "").split(" ");
	return token;
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

test("no call about a person works without the right token, and none is logged with its secrets", async ({
	page,
	stack,
	person,
}) => {
	await signIn(page, person);
	await expect(page.getByText(person.userPrincipalName).first()).toBeVisible();
	const graph = await graphToken(page);
	for (const [method, path] of withToken) {
		await expectProblem(await call(page.request, method, path), 401, "token-missing");
		await expectProblem(await call(page.request, method, path, "abc"), 401, "token-refused");
		await expectProblem(await call(page.request, method, path, graph), 401, "token-refused");
	}
	await page.request.put(`/api/watches/${UNKNOWN_TICKET}/change`, {
		...bearer("Secret-Token-42"),
		data: { password: "Do-Not-Log-This" },
	});
	expect(stack.log()).not.toMatch(/Secret-Token-42|Do-Not-Log-This/);
	expect(stack.log()).not.toContain(UNKNOWN_TICKET);
});

test("the browser's settings contain no secret", async ({ request: api }) => {
	const text = await (await api.get("/api/config")).text();
	expect(JSON.parse(text).tenant.clientId).toMatch(/^[0-9a-f-]{36}$/);
	expect(text).not.toMatch(/password"|bind|ldaps|secret/i);
});

test("a stream resumes where it stopped", async ({ page, stack, person }) => {
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
