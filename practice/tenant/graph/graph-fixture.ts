import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import type { Person } from "../people.ts";
import { createPortalClient } from "../portal-client.ts";
import { setConsent } from "../sign-in/consent.ts";
import { startTenant, type Tenant } from "../tenant.ts";

export const PORTAL = "http://localhost:3000";
export const CHANGE = "User-PasswordProfile.ReadWrite.All";
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const NEW_PASSWORD = "Brand-New-99x";

type GraphError = { error: { code: string; message: string; innerError: Record<string, string> } };

/** One tenant for all tests in a file, with separate people for each test. */
export function openGraph() {
	let tenant: Tenant;
	const changed = vi.fn<(person: Person, password: string) => void>();
	beforeAll(async () => {
		const sync = { changed };
		tenant = await startTenant({ port: 0, portalOrigins: [PORTAL], people: [], sync });
	});
	afterAll(() => tenant.stop());
	beforeEach(() => {
		changed.mockClear();
	});
	afterEach(() => tenant.faults.clear());

	function call(token: string, path: string, init: RequestInit = {}): Promise<Response> {
		const headers = { authorization: `Bearer ${token}`, origin: PORTAL, ...init.headers };
		return fetch(`${tenant.origin}/v1.0${path}`, { ...init, headers });
	}

	return {
		tenant: () => tenant,
		changed,
		call,
		change(token: string, asked: unknown, type = "application/json"): Promise<Response> {
			const body = typeof asked === "string" ? asked : JSON.stringify(asked);
			const headers = { "content-type": type };
			return call(token, "/me/changePassword", { method: "POST", body, headers });
		},
		async signedIn(template: Person["template"] = "in-domain", scope = `User.Read ${CHANGE}`) {
			const { person, password } = await tenant.createPerson(template);
			const client = createPortalClient(tenant, PORTAL);
			// Its tokens carry everything that was consented to.
			setConsent(tenant.consent, scope.split(" "));
			const tokens = await client.signIn(person.mail ?? "", password ?? "", scope);
			return { person, password: password ?? "", client, tokens, token: tokens.access_token };
		},
	};
}

/** Checks a complete error response of Graph. */
export async function expectError(
	response: Response,
	status: number,
	code: string,
	words: string,
): Promise<void> {
	const { error } = (await response.json()) as GraphError;
	expect(response.status).toBe(status);
	expect(error.code).toBe(code);
	expect(error.message).toContain(words);
	expect(error.innerError["request-id"]).toBe(response.headers.get("request-id"));
	expect(error.innerError["request-id"]).toMatch(GUID);
	expect(error.innerError.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
}
