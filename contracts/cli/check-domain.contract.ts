import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { learn, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { openStore } from "#lib/server/store/store.ts";
import { DEFAULT_LOCKOUT, POLICY } from "#practice/domain/domain-policy.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import type { Controller } from "#practice/domain/stand-in.ts";
import { type MailServer, startMailServer } from "#practice/mail/mail-server.ts";
import { type Practice, startPractice } from "#practice/practice.ts";
import { emptyFolder, startCommand, type Variables } from "./command-process.ts";
import { type Report, readCheck, runCheck } from "./read-check.ts";

/**
 * `npm run check` in its own process, with two Samba domain controllers, the practice tenant and a real
 * SMTP server: what it says about a correct configuration and about each mistake.
 */

const IPS = { dc1: "127.0.0.40", dc2: "127.0.0.41" };
const PORTAL_URL = "http://localhost:3000";
const USERS_DN = "OU=AADDC Users,DC=aaddscontoso,DC=com";
const INGRID = "ingrid.solheim@aaddscontoso.com";
const SMTP_PASSWORD = "Mail-Pass-01";

let practice: Practice;
let mail: MailServer;
let environment: Variables;

beforeAll(async () => {
	mail = await startMailServer({ account: { user: "portal", password: SMTP_PASSWORD } });
	practice = await startPractice({
		domain: "samba",
		port: 0,
		portalOrigins: [PORTAL_URL],
		dataDir: ".data",
		controllers: { ips: IPS },
	});
	environment = {
		...practice.environment,
		PORTAL_URL,
		DATA_DIR: join(emptyFolder(), "data"),
		SMTP_URL: mail.url,
		MAIL_FROM: "password@contoso.com",
	};
});
afterAll(async () => {
	await practice?.stop();
	await mail?.stop();
});

/** Checks the correct configuration with these overrides. */
function check(overrides: Variables = {}, ...args: string[]) {
	return readCheck({ ...environment, ...overrides }, ...args);
}

async function sambaTool(at: Controller, ...args: string[]): Promise<string> {
	const folder = environment.DOMAIN_CA_FILE?.replace(/\/ca\.pem$/, "");
	const env = { ...process.env, DOMAIN_DIR: folder, DC_HOST: at, DC_IP: IPS[at] };
	const script = join(import.meta.dirname, "../../practice/samba/controller.sh");
	const { stdout } = await promisify(execFile)("bash", [script, "tool", ...args], { env });
	return stdout;
}

const NO_DOMAIN = { DOMAIN_LDAPS_URLS: "", DOMAIN_BIND_DN: "", DOMAIN_BIND_PASSWORD: "" };
const ONE = { DOMAIN_LDAPS_URLS: `ldaps://${IPS.dc1}` };

/** Creates an ordinary user on the first controller, as a reading account. */
async function reader(name: string): Promise<{ settings: Variables; sid: string }> {
	const password = `${name}-Pass-01`;
	await sambaTool("dc1", "user", "create", name, password);
	const shown = await sambaTool("dc1", "user", "show", name, "--attributes=objectSid");
	const settings = {
		...ONE,
		DOMAIN_BIND_DN: `${name}@aaddscontoso.com`,
		DOMAIN_BIND_PASSWORD: password,
	};
	return { settings, sid: /S-1-5-[\d-]+/.exec(shown)?.[0] ?? "" };
}

function onPeople(sddl: string): Promise<string> {
	return sambaTool("dc1", "dsacl", "set", `--objectdn=${USERS_DN}`, `--sddl=${sddl}`);
}

describe("a correct configuration", () => {
	test("passes every row except those that cannot be seen from outside", async () => {
		const { ok, rows } = await check();
		const others = rows.filter(({ status }) => status !== "ok");
		expect(others.map((row) => `${row.check} ${row.status}`)).toEqual(
			["app-permissions", "hybrid-passwords", "password-time", "first-keys"].map(
				(row) => `${row} not checked`,
			),
		);
		expect(ok).toBe(true);
	});

	test("gives the same rows each time, each with a subject where there are several", async () => {
		const rowsOf = ({ rows }: Report) =>
			rows.map(({ check: id, subject, status }) => `${subject} ${id} ${status}`);
		const [first, second] = [rowsOf(await check()), rowsOf(await check())];
		expect(second).toEqual(first);
		expect(new Set(first).size).toBe(first.length);
	});

	test("in a domain that writes all the time, says how often the portal looks for what was written", async () => {
		const someone = personNamed("written-to");
		await practice.domain.addAccount("dc1", someone, "old");
		let isOver = false;
		const writing = (async () => {
			for (let i = 0; !isOver; i++) await practice.domain.describe("dc1", someone.id, `${i}`);
		})();
		try {
			const { on } = await check(ONE);
			expect(on("listening")).toEqual([
				expect.stringMatching(/^ok: By its USN .* writes all the time, .* took \d+ ms/),
			]);
		} finally {
			isOver = true;
			await writing;
			await practice.domain.removeAccount("dc1", someone.id);
		}
	});

	test("is printed as a table that fits in 80 columns", async () => {
		const { code, stdout } = await runCheck([], { ...environment, COLUMNS: "80" });
		expect(code).toBe(0);
		expect(stdout).toContain("The portal would work: ");
		expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
	});

	test("leaves nothing behind: no mail, no folder, no failed sign-in", async () => {
		await check();
		expect(mail.mails()).toEqual([]);
		expect(existsSync(environment.DATA_DIR ?? "")).toBe(false);
		for (const at of ["dc1", "dc2"] as const) expect(await wrongTries(at)).toBe(0);
	});

	test("without a managed domain and mail works, and says what is missing", async () => {
		const { ok, on } = await check({ ...NO_DOMAIN, SMTP_URL: "", MAIL_FROM: "" });
		expect(ok).toBe(true);
		expect(on("controllers-found")).toEqual([expect.stringMatching(/^warning: None/)]);
		expect(on("mail")).toEqual([expect.stringMatching(/^not checked: Mail is off/)]);
	});
});

async function wrongTries(at: Controller): Promise<number> {
	const shown = await sambaTool(at, "user", "show", "svc-portal", "--attributes=badPwdCount");
	return Number(/badPwdCount: (\d+)/.exec(shown)?.[1] ?? 0);
}

describe("the connection to the controllers", () => {
	test("a wrong password is tried once, on one controller", async () => {
		const { ok, on } = await check({ DOMAIN_BIND_PASSWORD: "Wrong-Pass-01" });
		expect(ok).toBe(false);
		expect(on("controller-sign-in")).toEqual([
			expect.stringMatching(/^failed: Name or password is wrong .* → Correct DOMAIN_BIND_DN/),
			expect.stringMatching(/^not checked: Not tried/),
		]);
		expect([await wrongTries("dc1"), await wrongTries("dc2")]).toEqual([1, 0]);
	});

	test("an untrusted certificate is reported, and no password is sent", async () => {
		const { ok, on } = await check({ DOMAIN_CA_FILE: "", DOMAIN_BIND_PASSWORD: "Wrong-Pass-01" });
		const untrusted = expect.stringMatching(/^failed: Not accepted: .* → .*DOMAIN_CA_FILE/);
		const notReached = expect.stringMatching(/^not checked: The controller could not be reached/);
		expect(ok).toBe(false);
		expect(on("controller-certificate")).toEqual([untrusted, untrusted]);
		expect(on("controller-sign-in")).toEqual([notReached, notReached]);
	});

	test("a name missing from the certificate, and one that does not exist", async () => {
		const { on } = await check({ DOMAIN_LDAPS_URLS: "ldaps://127.0.0.1:636,ldaps://dc9.invalid" });
		expect(on("controller-name")).toEqual([
			expect.stringMatching(/^ok/),
			expect.stringMatching(/^failed: The name has no address/),
		]);
	});

	test("a stopped controller fails, and the other is still checked", async () => {
		await practice.domain.stopController("dc2");
		const { ok, on } = await check();
		await practice.domain.resumeController("dc2");
		expect(ok).toBe(false);
		expect(on("controller-port", IPS.dc2)).toEqual([
			expect.stringMatching(/^failed: No connection: ECONNREFUSED/),
		]);
		expect(on("key-evidence")).toEqual([expect.stringMatching(/^ok/)]);
		expect(on("controllers-listed")).toEqual([expect.stringMatching(/^not checked/)]);
	});

	test("a controller that accepts connections but never answers fails within seconds", async () => {
		await practice.domain.hangController("dc2");
		const { ok, on } = await check();
		await practice.domain.resumeController("dc2");
		expect(ok).toBe(false);
		expect(on("controller-certificate", IPS.dc2)).toEqual([
			expect.stringMatching(/^failed: No TLS connection: ETIMEDOUT/),
		]);
	});

	test("unlisted controllers are looked up in DNS", async () => {
		const { ok, on } = await check({ DOMAIN_LDAPS_URLS: "", DOMAIN_NAME: "keyturn.invalid" });
		expect(ok).toBe(false);
		expect(on("controllers-found")).toEqual([
			expect.stringMatching(/^failed: DNS .* → .* DOMAIN_LDAPS_URLS/),
		]);
	});

	test("one controller under two addresses does not count as two", async () => {
		const twice = `ldaps://${IPS.dc1},ldaps://[::ffff:${IPS.dc1}]`;
		const { on } = await check({ DOMAIN_LDAPS_URLS: twice });
		expect(on("controllers-listed")).toEqual([
			expect.stringMatching(/^warning: Two addresses .* same controller, dc1/),
		]);
	});
});

describe("the reading account", () => {
	test("that administers the domain fails, although it can read everything", async () => {
		const { settings } = await reader("boss");
		await sambaTool("dc1", "group", "addmembers", "Domain Admins", "boss");
		const { ok, on } = await check(settings);
		expect(ok).toBe(false);
		expect(on("read-only")).toEqual([expect.stringMatching(/^failed: It is in .*Domain Admins/)]);
	});

	const rights: [what: string, name: string, sddl: (sid: string) => string, found: RegExp][] = [
		[
			"set passwords, which the effective rights do not show",
			"desk",
			(sid) => `(OA;CI;CR;00299570-246d-11d0-a768-00aa006e0529;;${sid})`,
			/It can set passwords/,
		],
		[
			"write one attribute",
			"phones",
			(sid) => `(OA;CI;WP;bf967a49-0de6-11d0-a285-00aa003049e2;;${sid})`,
			/It can write 1 attributes \(telephoneNumber\)/,
		],
		["create objects", "maker", (sid) => `(A;CI;CC;;;${sid})`, /It can create objects below it/],
		["change permissions", "owner", (sid) => `(A;CI;WD;;;${sid})`, /It can change permissions/],
	];
	test.each(rights)("that can %s fails", async (_what, name, sddl, found) => {
		const { settings, sid } = await reader(name);
		await onPeople(sddl(sid));
		const { ok, on } = await check({ ...settings, DOMAIN_BASE_DN: USERS_DN });
		expect(ok).toBe(false);
		expect(on("read-only")).toEqual([expect.stringMatching(found)]);
	});

	const PWD_LAST_SET = "bf967a0a-0de6-11d0-a285-00aa003049e2";
	const METADATA = "281416c0-1968-11d0-a28f-00aa003049e2";
	const KEY_VERSION = "c523e9c0-33b5-4ac8-8923-b57b927f42f6";
	const evidence: [what: string, name: string, denied: string[], found: RegExp][] = [
		["the time of the password", "untimed", [PWD_LAST_SET], /^failed: None: pwdLastSet/],
		["the metadata", "half", [METADATA], /^warning: Doubtful/],
		["any version", "weak", [METADATA, KEY_VERSION], /^warning: Weak: only pwdLastSet/],
	];
	test.each(evidence)(
		"that cannot read %s is judged accordingly",
		async (_what, name, denied, found) => {
			const { settings, sid } = await reader(name);
			for (const attribute of denied) await onPeople(`(OD;CI;RP;${attribute};;${sid})`);
			expect((await check(settings)).on("key-evidence")).toEqual([expect.stringMatching(found)]);
		},
	);
});

describe("the reading account's own password", () => {
	const expireAfter = (days: number) =>
		sambaTool("dc1", "domain", "passwordsettings", "set", `--max-pwd-age=${days}`);
	afterAll(() => expireAfter(POLICY.maxPasswordAgeMs / (24 * 60 * 60_000)));

	test("that never expires is fine, whichever form of name it signs in with", async () => {
		for (const name of ["svc-portal@aaddscontoso.com", "AADDSCONTOSO\\svc-portal"]) {
			const { on } = await check({ ...ONE, DOMAIN_BIND_DN: name });
			expect(on("reader-password")).toEqual(["ok: It never expires."]);
		}
	});

	// Samba 4.17 computes "never" for a maximum age of one day or less, where MS-ADTS 3.1.1.4.5.33 has "never"
	// only for 0x8000000000000000; later versions do not.
	test.each([
		[2, "failed"],
		[5, "warning"],
		[30, "ok"],
	])("that expires after %i days is reported in time: %s", async (days, status) => {
		const { settings } = await reader(`aging${days}`);
		await expireAfter(days);
		// A controller takes a moment to apply its new policy.
		await expect
			.poll(async () => (await check(settings)).on("reader-password"), { timeout: 30_000 })
			.toEqual([expect.stringMatching(`^${status}: It expires on 20`)]);
	});
});

describe("how the domain writes", () => {
	test("is reported as the portal has learned it, while the portal is running", async () => {
		const dataDir = join(emptyFolder(), "data");
		const store = await openStore({ dataDir });
		let habits = NO_HABITS;
		for (const day of [1, 2, 3]) {
			const at = new Date(Date.UTC(2026, 10, day));
			habits = learn(habits, { about: "passwordTime", kind: "controller" }, at);
		}
		await store.saveHabits(habits);
		const { on } = await check({ DATA_DIR: dataDir });
		await store.close();
		expect(on("password-time")).toEqual([
			expect.stringMatching(/^ok: pwdLastSet carries the controller's .*3 landings .*2026-11-01/),
		]);
		expect(on("first-keys")).toEqual([expect.stringMatching(/^not checked: Not known yet/)]);
	});
});

describe("the domain", () => {
	test("lockout is reported by the policy that applies, otherwise by the settings", async () => {
		const policy = { threshold: 0, durationMs: 30 * 60_000, windowMs: 2 * 60_000 };
		const none = { DOMAIN_LOCKOUT_THRESHOLD: "", DOMAIN_LOCKOUT_MINUTES: "" };
		const unset = { ...ONE, ...none, DOMAIN_LOCKOUT_WINDOW_MINUTES: "" };
		await practice.domain.setLockoutPolicy("dc1", { ...policy, from: "domain-head" });
		expect((await check(unset)).on("domain-policy")).toEqual([
			expect.stringMatching(/^warning: Unknown.* → Set DOMAIN_LOCKOUT_THRESHOLD/),
		]);
		expect((await check({ ...unset, DOMAIN_LOCKOUT_MINUTES: "0" })).on("domain-policy")).toEqual([
			expect.stringMatching(
				/^ok: .* until the helpdesk unlocks it, by the DOMAIN_LOCKOUT_ settings/,
			),
		]);
		const own = { ...policy, threshold: 3, durationMs: "until-unlocked" as const };
		await practice.domain.setLockoutPolicy("dc1", { ...own, from: "fine-grained" });
		expect((await check(ONE)).on("domain-policy")).toEqual([
			expect.stringMatching(/^ok: 3 wrong .* until the helpdesk unlocks it, by the policy/),
		]);
		await practice.domain.setLockoutPolicy("dc1", DEFAULT_LOCKOUT);
	});

	test.each(["DC=other,DC=com", "OU=Nobody,DC=aaddscontoso,DC=com"])(
		"does not have the base %s, and the correct one is suggested",
		async (base) => {
			const { ok, on } = await check({ ...ONE, DOMAIN_BASE_DN: base });
			expect(ok).toBe(false);
			expect(on("base-dn")).toEqual([
				expect.stringMatching(/^failed: .* → Set DOMAIN_BASE_DN to DC=aaddscontoso,DC=com/),
			]);
		},
	);

	test("a base without people fails", async () => {
		const { ok, on } = await check({
			...ONE,
			DOMAIN_BASE_DN: "OU=AADDC Computers,DC=aaddscontoso,DC=com",
		});
		expect(ok).toBe(false);
		expect(on("sample-users")).toEqual([expect.stringMatching(/^failed: There is nobody/)]);
	});

	test("a missing object id attribute is a warning, and the correct one is suggested", async () => {
		const { ok, on } = await check({ ...ONE, DOMAIN_OBJECT_ID_ATTRIBUTE: "msDS-doesNotExist" });
		expect(ok).toBe(true);
		expect(on("object-id-attribute")).toEqual([
			expect.stringMatching(/^warning: .* → .* msDS-AzureADObjectId or msDS-aadObjectId/),
		]);
	});

	test("object ids as octets are as good as text, and anything else is reported", async () => {
		const octets = await check({ ...ONE, DOMAIN_OBJECT_ID_ATTRIBUTE: "msDS-AzureADObjectId" });
		expect(octets.on("object-id-attribute")).toEqual([expect.stringContaining("16 octets")]);
		expect(octets.on("object-id-value")).toEqual([expect.stringMatching(/^ok: .*[0-9a-f-]{36}/)]);
		const wrong = await check({ ...ONE, DOMAIN_OBJECT_ID_ATTRIBUTE: "displayName" });
		expect(wrong.on("object-id-value")).toEqual([
			expect.stringMatching(/^failed: displayName does not hold object ids/),
		]);
	});

	test("more people than the sample holds are no problem", async () => {
		for (let i = 0; i < 15; i++) {
			await practice.domain.addAccount("dc1", someone(i), "old");
		}
		const { ok, on } = await check(ONE);
		expect(ok).toBe(true);
		expect(on("sample-users")).toEqual([expect.stringMatching(/and 9 more/)]);
	});
});

function someone(i: number) {
	return personNamed(`someone${i}`, `00000000-0000-4000-9000-${String(i).padStart(12, "0")}`);
}

describe("this machine", () => {
	test.each([
		["10 minutes fast", 10, "ahead of"],
		["2 minutes slow", -2, "behind"],
	])("a clock that is %s is reported against every other clock", async (_, minutes, words) => {
		const preload = `const Real = Date, off = ${minutes * 60_000};
			globalThis.Date = class extends Real {
				constructor(...args) { super(...(args.length ? args : [Real.now() + off])); }
				static now() { return Real.now() + off; }
			};`;
		const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(preload)}`;
		const { on } = await check({ NODE_OPTIONS });
		const wrong = expect.stringMatching(new RegExp(`^warning: This machine is \\d+ s ${words}`));
		expect(on("clock")).toEqual([wrong, wrong, wrong]);
	});
});

describe("--user", () => {
	test("shows what each controller holds for one person", async () => {
		const { ok, on } = await check({}, "--user", INGRID);
		const shown = expect.stringMatching(
			/^ok: ingrid\.solheim@.*pwdLastSet 20.*unicodePwd version 1/,
		);
		expect(ok).toBe(true);
		expect(on("account")).toEqual([shown, shown]);
	});
	test("a missing account is a warning: the portal works", async () => {
		const { ok, on } = await check(ONE, "--user", "nobody@aaddscontoso.com");
		expect(ok).toBe(true);
		expect(on("account")).toEqual([expect.stringMatching(/^warning: nobody@.* does not exist/)]);
	});
	test("a lockout is shown with its end", async () => {
		await practice.domain.lock("dc1", someone(0).id);
		const { on } = await check(ONE, "--user", someone(0).userPrincipalName);
		expect(on("account")).toEqual([expect.stringMatching(/^warning: .*It is locked until 20/)]);
	});
});

describe("--watch", () => {
	test("prints every change with old and new value, controller and time, until interrupted", async () => {
		const person = someone(100);
		const watched = startCommand("check", ["--watch", person.userPrincipalName], environment);
		await watched.line(/dc1\..* the account does not exist/);
		await watched.line(/dc2\..* the account does not exist/);
		await practice.domain.setKeys("dc1", person, "New-Pass-01");
		expect(await watched.line(/dc1\.aaddscontoso\.com {2}.*msDS-KeyVersionNumber: 1/)).toMatch(
			/^20\d\d-.*Z {2}dc1/,
		);
		await practice.domain.setKeys("dc1", person, "New-Pass-02");
		await watched.line(/dc1.* msDS-KeyVersionNumber: 1 → 2/);
		await watched.line(/dc1.* replPropertyMetaData unicodePwd: version 1, .* → version 2, /);
		await sambaTool("dc1", "user", "rename", person.samAccountName, "--upn=new@aaddscontoso.com");
		await watched.line(/dc1.* userPrincipalName: someone100@.* → new@aaddscontoso\.com/);
		await practice.domain.stopController("dc1");
		await watched.line(/cannot be read: it refuses connections/);
		await practice.domain.setDisabled("dc1", person.id, true);
		await practice.domain.resumeController("dc1");
		await watched.line(/can be read again/);
		await watched.line(/dc1.* userAccountControl: 512 → 514/);
		watched.interrupt();
		expect(await watched.ended).toMatchObject({ code: 0 });
	});

	test("prints one JSON object per line", async () => {
		const watched = startCommand("check", ["--watch", INGRID, "--json"], {
			...environment,
			...ONE,
		});
		const first = JSON.parse(await watched.line(/./));
		expect(first).toMatchObject({ kind: "read", controller: "dc1.aaddscontoso.com" });
		expect(first.values["msDS-KeyVersionNumber"]).toBe("1");
		watched.interrupt();
		expect(await watched.ended).toMatchObject({ code: 0 });
	});

	test("ends at once when the reading account is refused", async () => {
		const watched = startCommand("check", ["--watch", INGRID], {
			...environment,
			DOMAIN_BIND_PASSWORD: "Wrong-Pass-02",
		});
		await watched.line(/refuses the reading account/);
		expect(await watched.ended).toMatchObject({ code: 1 });
		expect(await wrongTries("dc2")).toBe(0);
	});
});
