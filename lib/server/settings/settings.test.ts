import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const tenant = {
	ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
	ENTRA_CLIENT_ID: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
	PORTAL_URL: "https://password.contoso.com/",
};
const domain = {
	DOMAIN_LDAPS_URLS: "ldaps://dc1.aaddscontoso.com, ldaps://dc2.aaddscontoso.com",
	DOMAIN_BIND_DN: "svc-portal@aaddscontoso.com",
	DOMAIN_BIND_PASSWORD: "a secret",
	DOMAIN_BASE_DN: "DC=aaddscontoso,DC=com",
};

function mistakesOf(env: Record<string, string>): string[] {
	const result = readSettings(env);
	return !result.ok && result.because === "mistakes" ? result.mistakes : [];
}

describe("a tenant", () => {
	test("in the global cloud needs three settings", () => {
		const result = readSettings(tenant);
		expect(result).toMatchObject({
			ok: true,
			value: {
				portalUrl: "https://password.contoso.com",
				isPractice: false,
				connection: undefined,
				tenant: {
					authority: `https://login.microsoftonline.com/${tenant.ENTRA_TENANT_ID}`,
					graphUrl: "https://graph.microsoft.com",
					apiScope: `api://${tenant.ENTRA_CLIENT_ID}/Access`,
				},
			},
		});
	});
	test("that is not set at all means practice, whatever is set to nothing", () => {
		expect(readSettings({ ENTRA_TENANT_ID: "", DOMAIN_NAME: "aaddscontoso.com" })).toEqual({
			ok: false,
			because: "no-tenant",
		});
	});
	test("that is half set is an error that names what is missing", () => {
		expect(mistakesOf({ ENTRA_CLIENT_ID: tenant.ENTRA_CLIENT_ID })).toEqual([
			expect.stringContaining("ENTRA_TENANT_ID: missing"),
			expect.stringContaining("PORTAL_URL: missing"),
		]);
	});
});

describe("the managed domain", () => {
	test("is read from every controller, with the trusted roots of Node unless a CA is given", () => {
		const result = readSettings({ ...tenant, ...domain });
		if (!result.ok) throw new Error("refused");
		expect(result.value.connection?.controllerUrls).toEqual([
			"ldaps://dc1.aaddscontoso.com",
			"ldaps://dc2.aaddscontoso.com",
		]);
		expect(result.value.connection?.ca.length).toBeGreaterThan(50);
	});
	test("needs an account and a base to be read", () => {
		expect(mistakesOf({ ...tenant, DOMAIN_LDAPS_URLS: "ldaps://dc1.a.com" })).toHaveLength(3);
	});
	test("takes the password from a file", () => {
		const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "secret");
		writeFileSync(file, "from a file\n");
		const { DOMAIN_BIND_PASSWORD: _, ...rest } = domain;
		const result = readSettings({ ...tenant, ...rest, DOMAIN_BIND_PASSWORD_FILE: file });
		expect(result.ok && result.value.connection?.bindPassword).toBe("from a file");
	});
});

describe("mistakes", () => {
	const cases: [name: string, value: string][] = [
		["ENTRA_TENANT_ID", "contoso.com"],
		["ENTRA_CLOUD", "germany"],
		["PORTAL_URL", "http://password.contoso.com"],
		["CHANGE_METHOD", "graph"],
		["PASSWORD_WRITEBACK", "yes"],
		["DOMAIN_LDAPS_URLS", "ldap://dc1.aaddscontoso.com"],
		["DOMAIN_BASE_DN", "aaddscontoso.com"],
		["DOMAIN_CA_FILE", "/does/not/exist.pem"],
		["DOMAIN_BIND_PASSWORD_FILE", "/does/not/exist"],
		["SUPPORT_EMAIL", "helpdesk"],
	];
	test.each(cases)("%s=%s is named", (name, value) => {
		expect(mistakesOf({ ...tenant, ...domain, [name]: value })).toContainEqual(
			expect.stringContaining(`${name}:`),
		);
	});
	test("are all named at once", () => {
		expect(mistakesOf({ ...tenant, ENTRA_CLOUD: "x", CHANGE_METHOD: "x" })).toHaveLength(2);
	});
	test("never show a secret", () => {
		const text = mistakesOf({ ...tenant, ...domain, DOMAIN_BASE_DN: "x" }).join("\n");
		expect(text).not.toContain(domain.DOMAIN_BIND_PASSWORD);
	});
	test("http is allowed on this machine itself, for the practice tenant", () => {
		const result = readSettings({
			...tenant,
			PORTAL_URL: "http://localhost:3000",
			ENTRA_AUTHORITY: `http://127.0.0.1:4400/${tenant.ENTRA_TENANT_ID}`,
			GRAPH_URL: "http://127.0.0.1:4400",
		});
		expect(result).toMatchObject({ ok: true, value: { isPractice: true } });
	});
});
