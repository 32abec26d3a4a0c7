import { afterEach, describe, expect, test } from "vitest";
import { crowdId } from "../directory/crowd.ts";
import { CHANGE, expectError, openGraph } from "./graph-fixture.ts";

const { tenant, call, signedIn } = openGraph();

type Inner = { id: string; status: number; headers: Record<string, string>; body?: unknown };
type Step = { id: string; method: string; url: string; [more: string]: unknown };

const me = (id: string): Step => ({ id, method: "GET", url: "/me" });

function expireStep(number: number): Step {
	return {
		id: String(number),
		method: "PATCH",
		url: `/users/${crowdId(number)}`,
		headers: { "Content-Type": "application/json" },
		body: { passwordProfile: { forceChangePasswordNextSignIn: true } },
	};
}

function send(token: string, requests: unknown): Promise<Response> {
	const headers = { "content-type": "application/json" };
	return call(token, "/$batch", { method: "POST", headers, body: JSON.stringify({ requests }) });
}

async function innersOf(response: Response): Promise<Record<string, Inner>> {
	expect(response.status).toBe(200);
	const { responses } = (await response.json()) as { responses: Inner[] };
	return Object.fromEntries(responses.map((inner) => [inner.id, inner]));
}

const agent = () => signedIn("helpdesk-administrator", `User.Read User.Read.All ${CHANGE}`);
const isExpired = (number: number) =>
	tenant().people.find(crowdId(number))?.forceChangePasswordNextSignIn;

afterEach(() => {
	tenant().throttle.set({ writes: { amount: 3000, seconds: 150 }, saysRetryAfter: true });
});

describe("a batch", () => {
	test("of twenty answers each independently", async () => {
		const { token } = await agent();
		const numbers = [...Array(19).keys()].map((index) => 102 + index);
		const synchronised = 107;
		const inners = await innersOf(await send(token, [...numbers.map(expireStep), me("me")]));
		expect(Object.keys(inners)).toHaveLength(20);
		expect(inners.me).toMatchObject({ status: 200, body: { displayName: expect.any(String) } });
		for (const number of numbers) {
			const isDone = number !== synchronised;
			expect(inners[number]?.status, String(number)).toBe(isDone ? 204 : 400);
			expect(isExpired(number)).toBe(isDone);
		}
	});

	test("of twenty-one is refused as a whole", async () => {
		const { token } = await agent();
		const steps = [...Array(21).keys()].map((id) => me(String(id)));
		await expectError(await send(token, steps), 400, "BadRequest", "exceed the limit");
	});

	test.each([
		["two with the same id", [me("1"), me("1")], "unique"],
		["two ids that differ only in case", [me("a"), me("A")], "unique"],
		["a body without a content type", [{ ...expireStep(2), headers: {} }], "Content-Type"],
	])("with %s is refused", async (_what, steps, words) => {
		const { token } = await agent();
		await expectError(await send(token, steps), 400, "BadRequest", words);
	});

	test.each([
		["batch", 504, undefined],
		["expirePassword", 200, 504],
	])("in which %s answers an outage was executed", async (operation, status, inner) => {
		const { token } = await agent();
		const fault = { kind: "status", status: 504, takesEffect: true, times: 1 } as const;
		tenant().faults.set({ operation, fault });
		const number = operation === "batch" ? 140 : 142;
		const response = await send(token, [expireStep(number)]);
		expect(response.status).toBe(status);
		if (inner) expect((await innersOf(response))[number]?.status).toBe(inner);
		expect(isExpired(number)).toBe(true);
	});

	test.each([true, false])("is throttled inside, with Retry-After: %s", async (saysRetryAfter) => {
		const { token } = await agent();
		tenant().throttle.set({ writes: { amount: 3, seconds: 3000 }, saysRetryAfter });
		const numbers = [202, 204, 206, 208, 210];
		const inners = await innersOf(await send(token, numbers.map(expireStep)));
		const statuses = numbers.map((number) => inners[number]?.status);
		expect(statuses).toEqual([204, 204, 204, 429, 429]);
		const wait = Number(inners[208]?.headers["Retry-After"] ?? Number.NaN);
		expect(Number.isNaN(wait)).toBe(!saysRetryAfter);
		if (saysRetryAfter) expect(wait).toBeGreaterThan(900);
		expect(isExpired(208)).toBe(false);
	});

	test("fails only for the person named in a fault", async () => {
		const { token } = await agent();
		const fault = { kind: "status", status: 503, times: 1 } as const;
		tenant().faults.set({ operation: "expirePassword", targetId: crowdId(304), fault });
		const inners = await innersOf(await send(token, [302, 304].map(expireStep)));
		expect([inners[302]?.status, inners[304]?.status]).toEqual([204, 503]);
	});

	test("is in the request log with everything inside, also when cut", async () => {
		const { token, person } = await agent();
		tenant().faults.set({ operation: "batch", fault: { kind: "cut-after", times: 1 } });
		await expect(send(token, [expireStep(404), me("me")])).rejects.toThrow("fetch failed");
		const log = tenant().requests.entries().slice(-3);
		expect(log).toMatchObject([
			{ method: "POST", path: "/v1.0/$batch", status: 0 },
			{ method: "PATCH", path: `/v1.0/users/${crowdId(404)}`, status: 204, personId: person.id },
			{ method: "GET", path: "/v1.0/me", status: 200 },
		]);
	});

	test("that is cut took effect although no answer arrived", async () => {
		const { token } = await agent();
		tenant().faults.set({ operation: "batch", fault: { kind: "cut-after", times: 1 } });
		await expect(send(token, [expireStep(402)])).rejects.toThrow("fetch failed");
		expect(isExpired(402)).toBe(true);
	});
});
