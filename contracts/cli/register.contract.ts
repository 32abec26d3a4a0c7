import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tokenCheck } from "#lib/server/http/token.ts";
import { readSettings } from "#lib/server/settings/settings.ts";
import { createPortalClient } from "#practice/tenant/portal-client.ts";
import type { SamplePerson } from "#practice/tenant/sample-people.ts";
import { setConsent } from "#practice/tenant/sign-in/consent.ts";
import { startTenant, type Tenant } from "#practice/tenant/tenant.ts";
import { type Ended, startCommand } from "./command-process.ts";

/** `npm run register` in its own process, against a tenant without registrations. */

const PORTAL = "https://password.contoso.com";
const MANIFEST = join(import.meta.dirname, "../../docs/app-manifest.json");

let tenant: Tenant;
let administrator: SamplePerson;

beforeEach(async () => {
	tenant = await startTenant({ port: 0, portalOrigins: [PORTAL], people: [] });
	administrator = await tenant.createPerson("global-administrator");
});
afterEach(() => tenant?.stop());

function optionsFor(...more: string[]): string[] {
	const { ENTRA_AUTHORITY: authority, GRAPH_URL: graph } = tenant.environment;
	const where = ["--graph-url", graph, "--tenant", tenant.tenantId];
	if (!more.includes("--authority")) where.push("--authority", authority);
	return [...where, "--portal-url", PORTAL, ...more];
}

const startRegister = (args: readonly string[]) => startCommand("register", args);

/** Types the printed code on the tenant's page and signs in, or declines. */
async function typeCode(
	run: ReturnType<typeof startRegister>,
	fields: Readonly<Record<string, string>>,
): Promise<void> {
	const [, page = "", code = ""] = await run.prints(/Open (\S+) and enter the code (\S+)/);
	await fetch(page, {
		method: "POST",
		body: new URLSearchParams({ user_code: code, ...fields }),
	});
}

/** The settings printed for `.env`. */
function printedSettings(stdout: string): Record<string, string> {
	const lines = stdout.matchAll(/^([A-Z_]+)=(.*)$/gm);
	return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}

async function registerAs({ person, password }: SamplePerson, ...more: string[]): Promise<Ended> {
	const run = startRegister(optionsFor(...more));
	const fields = { username: person.userPrincipalName, password: password ?? "" };
	await typeCode(run, { ...fields, action: "password" });
	return await run.ended;
}

/** The tenant's present objects, for a later comparison. */
function tenantNow(): unknown {
	const { applications, servicePrincipals, grants } = tenant.registrations;
	return structuredClone({ applications, servicePrincipals, grants });
}

const only = <T>(map: ReadonlyMap<string, T>): T => {
	const [value, ...others] = map.values();
	if (value === undefined || others.length > 0) throw new Error(`There are ${map.size}.`);
	return value;
};

describe("a dry run", () => {
	test("needs no sign-in, and prints what would be sent, without secrets", async () => {
		const before = tenantNow();
		const { code, stdout, stderr } = await startRegister(optionsFor("--dry-run", "--consent"))
			.ended;
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		const requests = [...stdout.matchAll(/^\d+\. (\w+ \S+)/gm)].map(([, request]) => request);
		expect(requests).toEqual([
			`PATCH ${tenant.origin}/v1.0/applications(uniqueName='keyturn')`,
			`PATCH ${tenant.origin}/v1.0/applications/{id`,
			`POST ${tenant.origin}/v1.0/servicePrincipals`,
			`POST ${tenant.origin}/v1.0/oauth2PermissionGrants`,
		]);
		expect(tenantNow()).toEqual(before);
		expect(tenant.requests.entries()).toEqual([]);
	});

	test("works without a reachable tenant", async () => {
		const args = ["--dry-run", "--tenant", "contoso.com", "--portal-url", PORTAL];
		const { code, stdout } = await startRegister(args).ended;
		expect(code).toBe(0);
		expect(stdout).toContain("PATCH https://graph.microsoft.com/v1.0/applications(");
	});
});

describe("a run", () => {
	test("creates exactly what the manifest says", async () => {
		const { code } = await registerAs(administrator, "--helpdesk");
		expect(code).toBe(0);
		const application = only(tenant.registrations.applications);
		const manifest = readFileSync(MANIFEST, "utf8")
			.replaceAll("{client id}", application.appId)
			.replaceAll("{portal url}", PORTAL);
		expect(application).toMatchObject(JSON.parse(manifest));
		expect(tenant.registrations.grants.size).toBe(0);
		const principals = [...tenant.registrations.servicePrincipals.values()];
		expect(principals.map(({ appId }) => appId)).toContain(application.appId);
	});

	test("with consent prints settings that let a portal sign people in", async () => {
		const { code, stdout } = await registerAs(administrator, "--consent");
		expect(code).toBe(0);
		const { clientId } = await signInWith(printedSettings(stdout));
		expect(clientId).toBe(only(tenant.registrations.applications).appId);
	});

	test("without the permission to change passwords requests no consent for it", async () => {
		await registerAs(administrator, "--consent", "--change-method", "microsoft");
		expect(only(tenant.registrations.grants).scope).toBe("openid profile offline_access User.Read");
	});

	test("shows no token and no device code", async () => {
		const { stdout, stderr } = await registerAs(administrator, "--consent");
		expect(stdout + stderr).not.toMatch(/eyJ|[\w-]{60,}/);
	});
});

/** Another tenant with the created registration, and a portal with the printed settings. */
async function signInWith(printed: Record<string, string>) {
	const spa = only(tenant.registrations.applications).spa as { redirectUris: string[] };
	const clientId = printed.ENTRA_CLIENT_ID ?? "";
	const portalOrigins = spa.redirectUris.map((uri) => uri.replace(/\/auth$/, ""));
	const other = await startTenant({ port: 0, portalOrigins, clientId, people: [] });
	try {
		const granted = only(tenant.registrations.grants).scope.split(" ");
		setConsent(other.consent, [...granted, `api://${clientId}/Access`]);
		const { ENTRA_AUTHORITY, GRAPH_URL } = other.environment;
		const settings = readSettings({ ...printed, ENTRA_AUTHORITY, GRAPH_URL });
		if (!settings.ok) throw new Error(JSON.stringify(settings));
		const { tenant: own, portalUrl, change } = settings.value;
		const { person, password } = await other.createPerson("in-domain");
		const client = createPortalClient(other, portalUrl);
		const name = person.userPrincipalName;
		const tokens = await client.signIn(name, password ?? "", own.apiScope);
		const forGraph = await client.refresh(tokens.refresh_token, change.scope);
		expect(forGraph.status).toBe(200);
		const headers = { authorization: `Bearer ${tokens.access_token}` };
		const result = await tokenCheck(own)(headers.authorization);
		expect(result).toMatchObject({ ok: true, caller: { id: person.id } });
		return own;
	} finally {
		await other.stop();
	}
}

describe("a second run", () => {
	test("changes nothing", async () => {
		await registerAs(administrator, "--consent", "--helpdesk");
		const before = tenantNow();
		const { code, stdout } = await registerAs(administrator, "--consent", "--helpdesk");
		expect(code).toBe(0);
		expect(stdout).toContain("Nothing was changed");
		expect(tenantNow()).toEqual(before);
	});

	test("adds what is missing and removes nothing", async () => {
		await registerAs(administrator, "--consent");
		const { applications, grants } = tenant.registrations;
		const { id, ...application } = only(applications);
		const spa = { redirectUris: [`${PORTAL}/auth`, "https://added.contoso.com/auth"] };
		applications.set(id, { id, ...application, spa });
		await registerAs(administrator, "--consent", "--helpdesk");
		expect(only(applications).spa).toEqual(spa);
		expect(only(grants).scope).toMatch(/User-PasswordProfile.ReadWrite.All User.Read.All /);
	});

	test("finds by name what was created by hand", async () => {
		await registerAs(administrator);
		const { applications } = tenant.registrations;
		const made = only(applications);
		applications.set(made.id, { ...made, uniqueName: null, appRoles: [] });
		const { stdout } = await registerAs(administrator);
		expect(stdout).toContain("changed: appRoles");
		expect(only(applications).appRoles).toMatchObject([{ value: "Keyturn.Helpdesk" }]);
		applications.set("other", { ...made, id: "other", uniqueName: null });
		applications.set(made.id, { ...made, uniqueName: null });
		const several = await registerAs(administrator);
		expect(several).toMatchObject({ code: 1, stderr: expect.stringContaining("There are 2") });
	});

	test("resumes where the first run failed", async () => {
		tenant.faults.set({
			operation: "createServicePrincipal",
			fault: { kind: "status", status: 500 },
		});
		const first = await registerAs(administrator);
		expect(first.code).toBe(1);
		expect(first.stderr).toMatch(
			/refused POST \/servicePrincipals\..*500.*What was created stays/s,
		);
		tenant.faults.clear();
		const second = await registerAs(administrator);
		expect(second.code).toBe(0);
		expect(second.stdout.match(/created {3}/g)).toHaveLength(1);
		only(tenant.registrations.applications);
	});
});

describe("failures are explained", () => {
	test("an administrator who declines", async () => {
		const run = startRegister(optionsFor());
		await typeCode(run, { action: "cancel" });
		const { code, stderr } = await run.ended;
		expect({ code, stderr }).toEqual({
			code: 1,
			stderr: "The sign-in was declined. Nothing was changed.\n",
		});
	});

	test("a code that nobody entered in time", async () => {
		tenant.deviceCodes.lifetimeSeconds = 2;
		const { code, stderr } = await startRegister(optionsFor()).ended;
		expect(code).toBe(1);
		expect(stderr).toContain("The code expired");
	});

	test("an account without the right", async () => {
		const before = tenantNow();
		const { code, stderr } = await registerAs(await tenant.createPerson("in-domain"));
		expect(code).toBe(1);
		expect(stderr).toContain("Sign in as a Cloud Application Administrator");
		expect(stderr).toContain("Insufficient privileges");
		expect(tenantNow()).toEqual(before);
	});

	test("an account that Conditional Access blocks", async () => {
		const { code, stderr } = await registerAs(await tenant.createPerson("conditional-access"));
		expect(code).toBe(1);
		expect(stderr).toContain("docs/app-registration.md");
		expect(stderr).toContain("AADSTS53003");
	});

	const ABSENT = "99999999-9999-4999-8999-999999999999";
	test.each<[what: string, args: (origin: string) => string[], advice: RegExp]>([
		[
			"a tenant that does not exist",
			(at) => ["--authority", `${at}/${ABSENT}`],
			/does not exist in this cloud/,
		],
		["no network", () => ["--authority", "http://127.0.0.1:9/x"], /cannot be reached/],
		["an unknown client", () => ["--sign-in-client", ABSENT], /AADSTS700016/],
	])("%s", async (_what, args, advice) => {
		const { code, stderr } = await startRegister(optionsFor(...args(tenant.origin))).ended;
		expect(code).toBe(1);
		expect(stderr).toMatch(advice);
	});

	test("Ctrl+C while waiting ends it at once, without creating anything", async () => {
		const before = tenantNow();
		const run = startRegister(optionsFor());
		await run.prints(/enter the code/);
		run.interrupt();
		expect(await run.ended).toMatchObject({ code: 130, stderr: "Stopped.\n" });
		expect(tenantNow()).toEqual(before);
	});

	test("Ctrl+C in the middle finishes the current step, and the next run resumes from there", async () => {
		tenant.faults.set({ operation: "createServicePrincipal", fault: { kind: "slow", ms: 700 } });
		const run = startRegister(optionsFor("--consent"));
		const { userPrincipalName: username } = administrator.person;
		const password = administrator.password ?? "";
		await typeCode(run, { username, password, action: "password" });
		await run.prints(/created {3}Application ID URI/);
		run.interrupt();
		const { code, stderr } = await run.ended;
		expect(code).toBe(130);
		expect(stderr).toMatch(/^Stopped\.\nWhat was created stays/);
		expect(tenant.registrations.grants.size).toBe(0);
		expect(await registerAs(administrator, "--consent")).toMatchObject({ code: 0 });
		only(tenant.registrations.applications);
		only(tenant.registrations.grants);
	});

	test.each([[["--wat"]], [["--portal-url", "http://portal.test"]], [["--cloud", "germany"]]])(
		"%s is refused with the usage",
		async (args) => {
			const { code, stderr } = await startRegister(optionsFor(...args)).ended;
			expect(code).toBe(2);
			expect(stderr).toContain("npm run register -- ");
			expect(stderr.toLowerCase()).not.toContain("invalid");
		},
	);
});
