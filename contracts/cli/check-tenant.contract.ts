import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MailServer, startMailServer } from "#practice/mail/mail-server.ts";
import { startTenant, type Tenant } from "#practice/tenant/tenant.ts";
import { emptyFolder, type Variables } from "./command-process.ts";
import { readCheck, runCheck } from "./read-check.ts";

/** `npm run check` in its own process: what it says about the tenant and the portal's machine. */

const SMTP_PASSWORD = "Mail-Pass-01";

let tenant: Tenant;
let mail: MailServer;
let environment: Variables;

beforeAll(async () => {
	mail = await startMailServer({ account: { user: "portal", password: SMTP_PASSWORD } });
	tenant = await startTenant({ port: 0, portalOrigins: ["http://localhost:3000"] });
	environment = {
		...tenant.environment,
		PORTAL_URL: "http://localhost:3000",
		DATA_DIR: join(emptyFolder(), "data"),
	};
});
afterAll(async () => {
	await tenant?.stop();
	await mail?.stop();
});

/** Checks a configuration that is correct except for this. */
function check(overrides: Variables = {}) {
	return readCheck({ ...environment, ...overrides });
}

describe("the tenant", () => {
	const OTHER = "99999999-9999-4999-8999-999999999999";

	test("an id that differs from the authority's fails", async () => {
		const { ok, on } = await check({ ENTRA_TENANT_ID: OTHER });
		expect(ok).toBe(false);
		expect(on("tenant-discovery")).toEqual([
			expect.stringMatching(/^failed: .* → Correct ENTRA_TENANT_ID/),
		]);
		expect(on("app-registration")).toEqual([expect.stringMatching(/^not checked/)]);
	});

	test("one that does not exist fails", async () => {
		const { ok, on } = await check({
			ENTRA_TENANT_ID: OTHER,
			ENTRA_AUTHORITY: `${tenant.origin}/${OTHER}`,
		});
		expect(ok).toBe(false);
		expect(on("tenant-discovery")).toEqual([expect.stringMatching(/^failed/)]);
	});

	test("one that cannot be reached fails", async () => {
		const { on } = await check({
			ENTRA_AUTHORITY: `http://127.0.0.1:9/${tenant.tenantId}`,
		});
		expect(on("tenant-discovery")).toEqual([expect.stringContaining("cannot be reached")]);
		expect(on("clock")).toEqual([]);
	});

	const registrations: [what: string, overrides: Variables, todo: RegExp][] = [
		["an app that it does not have", { ENTRA_CLIENT_ID: OTHER }, /→ Correct ENTRA_CLIENT_ID/],
		["an address that is not registered", { PORTAL_URL: "https://x.test" }, /→ Correct PORTAL_URL/],
	];
	test.each(registrations)("%s is reported", async (_what, overrides, todo) => {
		const { ok, on } = await check({ ...overrides });
		expect(ok).toBe(false);
		expect(on("app-registration")).toEqual([expect.stringMatching(todo)]);
	});
});

describe("this machine", () => {
	test("a folder that is a file, and a file that is not a database", async () => {
		const folder = emptyFolder();
		writeFileSync(join(folder, "keyturn.db"), "This is not a database. ".repeat(100));
		const none = await check({ DATA_DIR: folder });
		expect(none.on("store")).toEqual([expect.stringMatching(/^failed: .* → Another file/)]);
		const file = await check({ DATA_DIR: join(folder, "keyturn.db") });
		expect(file.on("store")).toEqual([expect.stringMatching(/^failed: .* → Correct DATA_DIR/)]);
	});

	test("a mail server that refuses the password, and one that does not exist", async () => {
		const wrong = { MAIL_FROM: "password@contoso.com" };
		const refused = await check({ ...wrong, SMTP_URL: mail.url.replace(SMTP_PASSWORD, "Wrong") });
		expect(refused.on("mail")).toEqual([
			expect.stringMatching(/^failed: .* → Correct the user and the password/),
		]);
		const absent = await check({ ...wrong, SMTP_URL: "smtp://127.0.0.1:9" });
		expect(absent.on("mail")).toEqual([expect.stringMatching(/^failed: .* → Correct the name/)]);
	});

	test("each mistake in the settings is a row, and nothing else is checked", async () => {
		const { ok, rows } = await check({
			ENTRA_CLOUD: "germany",
			DOMAIN_BASE_DN: "x",
			DOMAIN_X: "1",
		});
		expect(ok).toBe(false);
		expect(rows.map(({ check: id, status }) => `${id} ${status}`)).toEqual([
			"settings failed",
			"settings failed",
			"settings warning",
		]);
	});

	test("without a tenant nothing is checked, with its own exit code", async () => {
		const { code, stdout, stderr } = await runCheck([], {});
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toContain("No tenant is configured");
	});

	test.each([
		["--wat"],
		["--user"],
		["more"],
		["--user", ""],
		["--watch", "a", "--user", "b"],
		["--real", "--json"],
	])("%s is refused with the usage", async (...args) => {
		const { code, stderr } = await runCheck(args, environment);
		expect(code).toBe(2);
		expect(stderr).toContain("npm run check -- ");
	});
});
