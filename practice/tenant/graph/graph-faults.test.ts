import { describe, expect, test } from "vitest";
import { expectError, NEW_PASSWORD, openGraph } from "./graph-fixture.ts";

const { tenant, changed, call, change, signedIn } = openGraph();

describe("with a fault", () => {
	test("a status comes with Graph's body", async () => {
		const { token, person } = await signedIn();
		const fault = { kind: "status", status: 429, retryAfterSeconds: 7, times: 1 } as const;
		tenant().faults.set({ personId: person.id, operation: "me", fault });
		const response = await call(token, "/me");
		expect(response.headers.get("retry-after")).toBe("7");
		await expectError(response, 429, "TooManyRequests", "");
		expect((await call(token, "/me")).status).toBe(200);
	});

	test.each([
		["cut-before", false],
		["cut-after", true],
	] as const)("%s the change has no answer, and it took effect: %s", async (kind, tookEffect) => {
		const { token, person, password } = await signedIn();
		tenant().faults.set({ personId: person.id, operation: "changePassword", fault: { kind } });
		const asked = { currentPassword: password, newPassword: NEW_PASSWORD };
		await expect(change(token, asked)).rejects.toThrow("fetch failed");
		expect(tenant().people.isPassword(person.id, NEW_PASSWORD)).toBe(tookEffect);
		expect(changed).toHaveBeenCalledTimes(tookEffect ? 1 : 0);
		expect(tenant().requests.entries().at(-1)).toMatchObject({ status: 0, carriedPassword: true });
	});

	test.each([
		[504, undefined],
		[502, "<html>Bad gateway</html>"],
		[200, "<html>Sign in to this network</html>"],
		[400, undefined],
	])("the change took effect, but the answer is %i %s", async (status, body) => {
		const { token, person, password } = await signedIn();
		const fault = { kind: "status", status, takesEffect: true, ...(body && { body }) } as const;
		tenant().faults.set({ personId: person.id, operation: "changePassword", fault });
		const asked = { currentPassword: password, newPassword: NEW_PASSWORD };
		const response = await change(token, asked);
		expect(response.status).toBe(status);
		if (body) expect(await response.text()).toBe(body);
		expect(tenant().people.isPassword(person.id, NEW_PASSWORD)).toBe(true);
		expect(changed).toHaveBeenCalledOnce();
	});

	test("cut-after the token endpoint has no answer either", async () => {
		const { client, tokens, person } = await signedIn();
		const fault = { kind: "cut-after", times: 1 } as const;
		tenant().faults.set({ personId: person.id, operation: "token", fault });
		await expect(client.refresh(tokens.refresh_token, "User.Read")).rejects.toThrow("fetch failed");
		expect((await client.refresh(tokens.refresh_token, "User.Read")).status).toBe(200);
	});

	test("the token endpoint reports an outage in Entra's format", async () => {
		const { client, tokens } = await signedIn();
		tenant().faults.set({ operation: "token", fault: { kind: "status", status: 503 } });
		const { status, body } = await client.refresh(tokens.refresh_token, "User.Read");
		expect(status).toBe(503);
		expect(body).toMatchObject({ error: "temporarily_unavailable", error_codes: [90033] });
	});

	test("lag, a read still shows the time before the change", async () => {
		const { token, person, password } = await signedIn();
		tenant().faults.set({
			personId: person.id,
			operation: "me",
			fault: { kind: "lag", ms: 60_000 },
		});
		await change(token, { currentPassword: password, newPassword: NEW_PASSWORD });
		const read = async () =>
			(await (await call(token, "/me?$select=lastPasswordChangeDateTime")).json()) as object;
		const before = { lastPasswordChangeDateTime: person.lastPasswordChangeDateTime };
		expect(await read()).toMatchObject(before);
		tenant().faults.clear();
		expect(await read()).not.toMatchObject(before);
	});
});

describe("a claims challenge", () => {
	const claimsOf = (response: Response): string => {
		const header = response.headers.get("www-authenticate") ?? "";
		expect(header).toContain('error="insufficient_claims"');
		return Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? "", "base64").toString();
	};

	test("is satisfied by a token requested with its claims", async () => {
		const { token, person, client, tokens } = await signedIn();
		const fault = { kind: "claims-challenge" } as const;
		tenant().faults.set({ personId: person.id, operation: "me", fault });
		const response = await call(token, "/me");
		expect(response.status).toBe(401);
		const claims = claimsOf(response);
		const { body } = await client.refresh(tokens.refresh_token, "User.Read", { claims });
		expect((await call(body.access_token, "/me")).status).toBe(200);
		expect((await call(token, "/me")).status).toBe(401);
	});

	test("that requires interaction is satisfied only by a sign-in", async () => {
		const { token, person, client, tokens } = await signedIn();
		const fault = { kind: "claims-challenge", interactive: true } as const;
		tenant().faults.set({ personId: person.id, operation: "me", fault });
		const claims = claimsOf(await call(token, "/me"));
		const silent = await client.refresh(tokens.refresh_token, "User.Read", { claims });
		expect(silent.body).toMatchObject({ error: "interaction_required", error_codes: [50076] });
		const back = await client.authorize({ scope: "User.Read", claims });
		const code = back.at === "portal" ? (back.fields.get("code") ?? "") : "";
		const { body } = await client.redeem(code, "User.Read");
		expect((await call(body.access_token, "/me")).status).toBe(200);
		expect((await client.refresh(body.refresh_token, "User.Read", { claims })).status).toBe(200);
	});
});

describe("a tenant with continuous access evaluation", () => {
	test("issues 28-hour tokens, and challenges those from before sign-ins were revoked", async () => {
		tenant().switches.continuousAccess = true;
		try {
			const { token, tokens, person, client } = await signedIn("passwordless");
			expect(tokens.expires_in).toBe(28 * 3600);
			expect((await call(token, "/me")).status).toBe(200);
			tenant().signIns.end(person.id, { now: new Date(Date.now() + 1000) });
			const challenged = await call(token, "/me");
			expect(challenged.status).toBe(401);
			const header = challenged.headers.get("www-authenticate") ?? "";
			const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? "", "base64").toString();
			expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { essential: true } } });
			tenant().signIns.end(person.id, { now: new Date() });
			const { body } = await client.refresh(tokens.refresh_token, "User.Read", { claims });
			expect((await call(body.access_token, "/me")).status).toBe(200);
		} finally {
			tenant().switches.continuousAccess = false;
		}
	});

	test("does neither by default", async () => {
		const { token, tokens, person } = await signedIn();
		expect(tokens.expires_in).toBe(3600);
		tenant().signIns.end(person.id, { now: new Date(Date.now() + 1000) });
		expect((await call(token, "/me")).status).toBe(200);
	});
});
