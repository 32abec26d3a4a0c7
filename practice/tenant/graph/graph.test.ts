import { decodeJwt, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { CHANGE, expectError, GUID, openGraph, PORTAL } from "./graph-fixture.ts";

const { tenant, call, signedIn } = openGraph();

describe("GET /me", () => {
	test("without $select returns only Graph's default set", async () => {
		const { token, person } = await signedIn();
		const user = (await (await call(token, "/me")).json()) as Record<string, unknown>;
		expect(user).toMatchObject({ id: person.id, displayName: person.displayName });
		for (const name of ["lastPasswordChangeDateTime", "userType", "onPremisesSyncEnabled"]) {
			expect(user).not.toHaveProperty(name);
		}
	});

	test("with $select returns exactly those properties", async () => {
		const { token, person } = await signedIn("synchronised");
		const names = "id,lastPasswordChangeDateTime,onPremisesSyncEnabled,userType,identities";
		const user = (await (await call(token, `/me?$select=${names}`)).json()) as object;
		const { "@odata.context": context, ...shown } = user as Record<string, unknown>;
		expect(context).toContain("#users(id,");
		expect(shown).toEqual({
			id: person.id,
			lastPasswordChangeDateTime: person.lastPasswordChangeDateTime,
			onPremisesSyncEnabled: true,
			userType: "Member",
			identities: person.identities,
		});
	});

	test("refuses an unknown property", async () => {
		const { token } = await signedIn();
		const response = await call(token, "/me?$select=id,shoeSize");
		await expectError(response, 400, "BadRequest", "'shoeSize'");
	});

	test("needs its scope", async () => {
		const { token } = await signedIn("in-domain", CHANGE);
		const response = await call(token, "/me");
		await expectError(response, 403, "Authorization_RequestDenied", "Insufficient privileges");
	});
});

describe("other reads", () => {
	const path = "/me/transitiveMemberOf";
	const role = "#microsoft.graph.directoryRole";

	test("directory roles have type and id, and everything else null", async () => {
		const { token } = await signedIn("directory-role");
		const roles = (await (await call(token, `${path}?$select=id,displayName`)).json()) as object;
		expect(roles).toMatchObject({
			value: [{ "@odata.type": role, id: expect.stringMatching(GUID), displayName: null }],
		});
	});

	test("most people hold no directory role", async () => {
		const { token } = await signedIn();
		expect(await (await call(token, path)).json()).toMatchObject({ value: [] });
	});

	test("groups include direct memberships, or also indirect ones", async () => {
		const { token, person } = await signedIn();
		const inner = tenant().groups.add({ displayName: "Inner", members: [person.id] });
		const outer = tenant().groups.add({ displayName: "Outer", members: [inner.id] });
		const groups = async (list: string) => {
			const response = await call(token, `/me/${list}?$select=id,displayName`);
			return ((await response.json()) as { value: unknown }).value;
		};
		const group = { "@odata.type": "#microsoft.graph.group", displayName: null };
		expect(await groups("memberOf")).toEqual([{ ...group, id: inner.id }]);
		expect(await groups("transitiveMemberOf")).toEqual([
			{ ...group, id: inner.id },
			{ ...group, id: outer.id },
		]);
	});

	test("people who sign in with a passkey still have a password date", async () => {
		const { person, token } = await signedIn("passwordless");
		const response = await call(token, "/me?$select=lastPasswordChangeDateTime");
		expect(await response.json()).toMatchObject({
			lastPasswordChangeDateTime: person.lastPasswordChangeDateTime,
		});
	});

	test.each([
		["GET", "/me/manager", 400, "BadRequest"],
		["DELETE", "/me", 405, "Request_BadRequest"],
		["GET", "/%", 400, "BadRequest"],
	])("%s %s is refused", async (method, unknown, status, code) => {
		const { token } = await signedIn();
		await expectError(await call(token, unknown, { method }), status, code, "");
	});
});

describe("a token", () => {
	test("that is missing, mangled or forged is refused", async () => {
		const { token } = await signedIn();
		const forged = await new SignJWT(decodeJwt(token))
			.setProtectedHeader({ alg: "HS256", kid: "other" })
			.sign(new TextEncoder().encode("a key of thirty-two or more bytes"));
		for (const wrong of ["", "mangled", forged, `${token.slice(0, -8)}AAAAAAAA`]) {
			const response = await call(wrong, "/me");
			expect(response.headers.get("www-authenticate")).toContain("Bearer");
			await expectError(response, 401, "InvalidAuthenticationToken", "");
		}
	});

	test("for the portal's own API is refused", async () => {
		const { client, tokens } = await signedIn();
		const { body } = await client.refresh(tokens.refresh_token, `${tenant().apiId}/Access`);
		const response = await call(body.access_token, "/me");
		await expectError(response, 401, "InvalidAuthenticationToken", "");
	});
});

describe("CORS", () => {
	test("a preflight allows any page and its headers", async () => {
		const response = await fetch(`${tenant().origin}/v1.0/me`, {
			method: "OPTIONS",
			headers: { origin: PORTAL, "access-control-request-headers": "authorization" },
		});
		expect(response.status).toBe(200);
		expect(response.headers.get("access-control-allow-origin")).toBe("*");
		expect(response.headers.get("access-control-allow-headers")).toBe("authorization");
		expect(response.headers.get("access-control-allow-methods")).toContain("POST");
	});

	test("pages can read ids, the challenge and Retry-After", async () => {
		const { headers } = await call("", "/me");
		for (const name of ["request-id", "WWW-Authenticate", "Retry-After"]) {
			expect(headers.get("access-control-expose-headers")).toContain(name);
		}
	});

	test("the client's request id is echoed", async () => {
		const { token } = await signedIn();
		const headers = { "client-request-id": "mine" };
		const response = await call(token, "/me", { headers });
		expect(response.headers.get("client-request-id")).toBe("mine");
		expect(response.headers.get("request-id")).toMatch(GUID);
	});
});
