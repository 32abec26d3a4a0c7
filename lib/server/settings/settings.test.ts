import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterEach, describe, expect, test, vi } from "vitest";
import { mistakesIn, placeFrom, readSettings } from "./settings.ts";

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

/** The settings of a portal with this tenant. */
function settingsOf(env: Record<string, string | undefined> = {}) {
	const result = readSettings({ ...tenant, ...env });
	if (!result.ok) throw new Error(JSON.stringify(result));
	return result.value;
}

function mistakesOf(env: Record<string, string>): string[] {
	const result = readSettings(env);
	return !result.ok && result.reason === "mistakes" ? result.mistakes : [];
}

const { DOMAIN_BIND_PASSWORD: _, ...withoutPassword } = domain;

/** The settings of a portal whose password is in a file. */
const fromFile = (content: string | Buffer) => {
	const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "secret");
	writeFileSync(file, content);
	return { ...tenant, ...withoutPassword, DOMAIN_BIND_PASSWORD_FILE: file };
};

describe("a tenant", () => {
	test("in the global cloud needs three settings", () => {
		expect(settingsOf()).toMatchObject({
			portalUrl: "https://password.contoso.com",
			isPractice: false,
			connection: undefined,
			tenant: {
				authority: `https://login.microsoftonline.com/${tenant.ENTRA_TENANT_ID}`,
				graphUrl: "https://graph.microsoft.com",
				apiScope: `api://${tenant.ENTRA_CLIENT_ID}/Access`,
			},
		});
	});
	test("has the domains of its user names", () => {
		expect(settingsOf().tenant.domains).toEqual([]);
		const named = { ENTRA_DOMAINS: "Contoso.com, contoso.de,", DOMAIN_NAME: "contoso.com" };
		expect(settingsOf(named).tenant.domains).toEqual(["contoso.com", "contoso.de"]);
		expect(mistakesOf({ ...tenant, ENTRA_DOMAINS: "https://contoso.com" })).toHaveLength(1);
	});
	test("has the portal's public origin", () => {
		const { portalUrl } = settingsOf({ PORTAL_URL: "https://Password.Contoso.com:443" });
		expect(portalUrl).toBe("https://password.contoso.com");
	});
	test("that is not set at all means practice, even with empty values", () => {
		expect(readSettings({ ENTRA_TENANT_ID: "", DOMAIN_NAME: "aaddscontoso.com" })).toEqual({
			ok: false,
			reason: "no-tenant",
		});
	});
	test.each([
		["PORTAL_URL", "https://password.contoso.com"],
		["DOMAIN_LDAPS_URLS", "ldaps://dc1.aaddscontoso.com"],
		["DOMAIN_BIND_DN", "svc-portal@aaddscontoso.com"],
		["DOMAIN_BIND_PRINCIPAL", "svc-portal@AADDSCONTOSO.COM"],
		["DATABASE_URL", "postgres://db.contoso.com/keyturn"],
		["DATABASE_URL_FILE", "/nowhere"],
	])("is meant by %s alone, and never practice", (name, value) => {
		const mistakes = mistakesOf({ [name]: value });
		expect(mistakes).toContainEqual(expect.stringMatching(/^ENTRA_TENANT_ID: missing/));
		expect(mistakes).not.toContainEqual(expect.stringMatching(`^${name}: missing`));
	});
	test("that is partly set is an error that lists what is missing", () => {
		expect(mistakesOf({ ENTRA_CLIENT_ID: tenant.ENTRA_CLIENT_ID })).toEqual([
			expect.stringContaining("ENTRA_TENANT_ID: missing"),
			expect.stringContaining("PORTAL_URL: missing"),
		]);
	});
});

describe("the managed domain", () => {
	test("serves everybody, unless limited to groups or cloud accounts", () => {
		expect(settingsOf().domain.scope).toEqual({ groups: [], isCloudOnly: false });
		const [first, second] = [tenant.ENTRA_TENANT_ID, tenant.ENTRA_CLIENT_ID];
		const DOMAIN_SYNC_GROUPS = `${first.toUpperCase()}, ${second},`;
		const limited = settingsOf({ DOMAIN_SYNC_GROUPS, DOMAIN_SYNC_CLOUD_ONLY: "true" });
		expect(limited.domain.scope).toEqual({ groups: [first, second], isCloudOnly: true });
	});
	test("is read from every controller, with the trusted roots of Node unless a CA is given", () => {
		const { connection } = settingsOf(domain);
		expect(connection?.controllerUrls).toEqual([
			"ldaps://dc1.aaddscontoso.com",
			"ldaps://dc2.aaddscontoso.com",
		]);
		expect(connection?.ca.length).toBeGreaterThan(50);
	});
	test("lists no controller twice, since it would confirm itself", () => {
		const DOMAIN_LDAPS_URLS =
			"ldaps://dc1.a.com, LDAPS://dc2.a.com:636/,ldaps://DC1.a.com:636,ldaps://dc2.a.com";
		const { connection } = settingsOf({ ...domain, DOMAIN_LDAPS_URLS });
		expect(connection?.controllerUrls).toEqual(["ldaps://dc1.a.com", "ldaps://dc2.a.com"]);
	});
	test("needs an account and a base to be read", () => {
		expect(mistakesOf({ ...tenant, DOMAIN_LDAPS_URLS: "ldaps://dc1.a.com" })).toHaveLength(3);
	});
	test("is discovered by its name when no controller is listed, with the base derived from the name", () => {
		const { DOMAIN_LDAPS_URLS: _, DOMAIN_BASE_DN: __, ...account } = domain;
		const { connection } = settingsOf({ ...account, DOMAIN_NAME: "ds.contoso.com" });
		expect(connection).toMatchObject({
			controllerUrls: [],
			domainName: "ds.contoso.com",
			baseDn: "DC=ds,DC=contoso,DC=com",
		});
	});
	test("has a base that may contain an escaped comma (RFC 4514, section 2.4)", () => {
		const DOMAIN_BASE_DN = "OU=Riley\\, Dana,OU=R+D,DC=aaddscontoso,DC=com";
		expect(settingsOf({ ...domain, DOMAIN_BASE_DN }).connection?.baseDn).toBe(DOMAIN_BASE_DN);
		expect(
			mistakesOf({ ...tenant, ...domain, DOMAIN_BASE_DN: "OU=Riley, Dana,DC=a" }),
		).toHaveLength(1);
	});
	test("is not read when only its name is set", () => {
		expect(settingsOf({ DOMAIN_NAME: "aaddscontoso.com" }).connection).toBeUndefined();
	});
	test("with an account but neither name nor controller is an error", () => {
		const { DOMAIN_LDAPS_URLS: _, ...rest } = domain;
		expect(mistakesOf({ ...tenant, ...rest })).toEqual([
			expect.stringContaining("DOMAIN_NAME: missing"),
		]);
		expect(mistakesOf({ ...tenant, DOMAIN_NAME: "a.com", DOMAIN_BIND_DN: "x" })).toEqual([
			expect.stringContaining("DOMAIN_BIND_PASSWORD: missing"),
		]);
	});
	test("has only the lockout rules that are set", () => {
		const rulesOf = (env: Record<string, string>) =>
			settingsOf({ ...domain, ...env }).connection?.lockoutRules;
		expect(rulesOf({ DOMAIN_LOCKOUT_MINUTES: "" })).toBeUndefined();
		expect(
			rulesOf({
				DOMAIN_LOCKOUT_THRESHOLD: "5",
				DOMAIN_LOCKOUT_MINUTES: "30",
				DOMAIN_LOCKOUT_WINDOW_MINUTES: "2",
			}),
		).toEqual({ threshold: 5, durationMs: 30 * 60_000, windowMs: 2 * 60_000 });
		expect(rulesOf({ DOMAIN_LOCKOUT_MINUTES: "0" })).toEqual({
			threshold: undefined,
			durationMs: "until-unlocked",
			windowMs: undefined,
		});
		expect(rulesOf({ DOMAIN_LOCKOUT_THRESHOLD: "0" })).toMatchObject({ threshold: 0 });
	});
	describe("read by Kerberos", () => {
		const folder = mkdtempSync(join(tmpdir(), "keyturn-"));
		const keytab = join(folder, "portal.keytab");
		writeFileSync(keytab, Buffer.from([5, 2, 0, 0]));
		const { DOMAIN_BIND_DN: _, DOMAIN_BIND_PASSWORD: __, ...rest } = domain;
		const byKerberos = {
			...tenant,
			...rest,
			DOMAIN_BIND_METHOD: "gssapi",
			DOMAIN_BIND_PRINCIPAL: "svc-portal@AADDSCONTOSO.COM",
			DOMAIN_BIND_KEYTAB_FILE: keytab,
		};
		/** A working directory with the Kerberos package. */
		const withPackage = (code = "") => {
			const home = mkdtempSync(join(tmpdir(), "keyturn-"));
			const place = join(home, "node_modules", "kerberos");
			mkdirSync(place, { recursive: true });
			writeFileSync(join(place, "index.js"), code);
			vi.spyOn(process, "cwd").mockReturnValue(home);
		};
		afterEach(() => vi.restoreAllMocks());

		test("needs a principal and a keytab, and no password", () => {
			withPackage();
			expect(settingsOf(byKerberos).connection).toMatchObject({
				bindDn: "svc-portal@AADDSCONTOSO.COM",
				bindPassword: "",
				keytabFile: keytab,
			});
			const empty = { DOMAIN_BIND_PRINCIPAL: "", DOMAIN_BIND_KEYTAB_FILE: "" };
			expect(mistakesOf({ ...byKerberos, ...empty })).toEqual([
				expect.stringContaining("DOMAIN_BIND_PRINCIPAL: missing"),
				expect.stringContaining("DOMAIN_BIND_KEYTAB_FILE: missing"),
			]);
		});
		test("is an error with the command when the Kerberos package does not load", () => {
			withPackage('throw new Error("Compiled for another machine.")');
			expect(mistakesOf(byKerberos)).toEqual([
				expect.stringMatching(
					/^DOMAIN_BIND_METHOD: .* npm install --no-save --ignore-scripts=false kerberos@/,
				),
			]);
		});
		test.each([
			["/does/not/exist", /cannot be read/],
			[import.meta.filename, /is not a keytab/],
		])("%s for a keytab is an error", (file, words) => {
			withPackage();
			expect(mistakesOf({ ...byKerberos, DOMAIN_BIND_KEYTAB_FILE: file })).toEqual([
				expect.stringMatching(words),
			]);
		});
		test("has its realm in capitals", () => {
			withPackage();
			const mistakes = mistakesOf({ ...byKerberos, DOMAIN_BIND_PRINCIPAL: "svc@a.com" });
			expect(mistakes).toEqual([expect.stringContaining("in capitals")]);
		});
		test("is opt-in: a keytab alone changes nothing", () => {
			const { connection } = settingsOf({ ...byKerberos, ...domain, DOMAIN_BIND_METHOD: "simple" });
			expect(connection?.keytabFile).toBeUndefined();
		});
	});
	test.each([["from a file\n"], ["\ufefffrom a file\r\n"], ["from a file\n\n"], ["from a file"]])(
		"takes the password from a file: %j",
		(content) => {
			expect(settingsOf(fromFile(content)).connection?.bindPassword).toBe("from a file");
		},
	);
	// A wrong password would be tried, and count towards a lockout.
	test.each<[what: string, content: string | Buffer, words: RegExp]>([
		[
			"in UTF-16, as PowerShell writes it",
			Buffer.from("\ufeffsecret", "utf16le"),
			/not text in UTF-8/,
		],
		["in Latin-1", Buffer.from("Straße", "latin1"), /not text in UTF-8/],
		["of several lines", "secret\nother", /must contain one line/],
	])("takes no password from a file %s", (_, content, words) => {
		expect(mistakesOf(fromFile(content))).toEqual([
			expect.stringMatching(/^DOMAIN_BIND_PASSWORD_FILE: the file /),
		]);
		expect(mistakesOf(fromFile(content))[0]).toMatch(words);
	});
	test("trusts no damaged certificate, which would fail every connection", () => {
		const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "ca.pem");
		const [whole = ""] = rootCertificates;
		const mistake = (pem: string) => {
			writeFileSync(file, pem);
			return mistakesOf({ ...tenant, ...domain, DOMAIN_CA_FILE: file });
		};
		expect(mistake(`\ufeffbundle of two\r\n${whole}\n${whole}`)).toEqual([]);
		const damaged = [`DOMAIN_CA_FILE: ${file} contains a damaged certificate. Export it again.`];
		expect(mistake(`${whole}\n${whole.slice(0, 300)}`)).toEqual(damaged);
		expect(mistake(whole.replace("MII", "AAA"))).toEqual(damaged);
	});
	test("trusts every certificate of files concatenated without a line break", () => {
		const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "ca.pem");
		const [one, other] = rootCertificates;
		writeFileSync(file, `${one}${other}`);
		expect(settingsOf({ ...domain, DOMAIN_CA_FILE: file }).connection?.ca).toBe(`${one}\n${other}`);
	});
	test("is not read over connections that accept any certificate", () => {
		const variables = { ...tenant, ...domain, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
		expect(mistakesOf(variables)).toEqual([
			expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED: must not be 0\./),
		]);
	});
});

describe("mail", () => {
	const mail = { SMTP_URL: "smtp://mail.contoso.com", MAIL_FROM: "password@contoso.com" };
	const mailOf = (env: Record<string, string>) => settingsOf({ ...mail, ...env }).mail;
	test("is off without settings, and with empty ones", () => {
		expect(mailOf({ SMTP_URL: "", MAIL_FROM: "" })).toBeUndefined();
	});
	test("goes to the submission port, over TLS", () => {
		expect(mailOf({})).toEqual({
			host: "mail.contoso.com",
			port: 587,
			isTlsFromStart: false,
			mustEncrypt: true,
			credentials: undefined,
			ca: undefined,
			from: "password@contoso.com",
		});
	});
	const urls: [url: string, means: object][] = [
		["smtps://mail.contoso.com", { port: 465, isTlsFromStart: true, mustEncrypt: true }],
		["smtp://mail.contoso.com:25/", { port: 25, mustEncrypt: true }],
		["smtp://mail.contoso.com:25?tls=optional", { port: 25, mustEncrypt: false }],
		[
			"smtp://ada%40contoso.com:p%3Aw%2F@mail.contoso.com",
			{ mustEncrypt: true, credentials: { user: "ada@contoso.com", password: "p:w/" } },
		],
		["smtp://ada:pw@127.0.0.1:2525", { mustEncrypt: false, port: 2525 }],
		["smtp://[::1]:2525", { host: "::1" }],
	];
	test.each(urls)("%s", (url, means) => {
		expect(mailOf({ SMTP_URL: url })).toMatchObject(means);
	});
	test("takes the address with its password from a file", () => {
		const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "secret");
		writeFileSync(file, "smtps://ada:secret@mail.contoso.com\n");
		expect(mailOf({ SMTP_URL: "", SMTP_URL_FILE: file })?.credentials?.password).toBe("secret");
	});
	test("that is partly set is an error that lists what is missing", () => {
		expect(mistakesOf({ ...tenant, ...mail, MAIL_FROM: "" })).toEqual([
			expect.stringContaining("MAIL_FROM: missing"),
		]);
		expect(mistakesOf({ ...tenant, ...mail, SMTP_URL: "" })).toEqual([
			expect.stringContaining("SMTP_URL: missing"),
		]);
	});
	const wrong: [name: string, value: string][] = [
		["SMTP_URL", "mail.contoso.com"],
		["SMTP_URL", "https://mail.contoso.com"],
		["SMTP_URL", "smtp://"],
		["SMTP_URL", "smtp://mail.contoso.com:0"],
		["SMTP_URL", "smtp://ada@mail.contoso.com"],
		["SMTP_URL", "smtp://ada:%E0%A4%A@mail.contoso.com"],
		["SMTP_URL", "smtps://mail.contoso.com?tls.rejectUnauthorized=false"],
		["SMTP_URL", "smtps://mail.contoso.com?tls=optional"],
		["SMTP_URL", "smtp://ada:pw@mail.contoso.com?tls=optional"],
		["SMTP_CA_FILE", "/does/not/exist.pem"],
		["SMTP_URL_FILE", "/does/not/exist"],
		["MAIL_FROM", "Keyturn <password@contoso.com>"],
		["MAIL_FROM", "password@contoso.com\r\nBcc: eve@example.com"],
	];
	test.each(wrong)("%s=%s is reported without its value", (name, value) => {
		const mistakes = mistakesOf({ ...tenant, ...mail, [name]: value });
		expect(mistakes).toContainEqual(expect.stringContaining(`${name}:`));
		if (name === "SMTP_URL") expect(mistakes.join()).not.toContain("ada");
	});
});

describe("errors", () => {
	const cases: [name: string, value: string][] = [
		["ENTRA_TENANT_ID", "contoso.com"],
		["ENTRA_CLOUD", "germany"],
		["PORTAL_URL", "http://password.contoso.com"],
		["PORTAL_URL", "https://www.contoso.com/password"],
		["PORTAL_URL", "https://password.contoso.com/?lang=de"],
		["PORTAL_URL", "https://ada@password.contoso.com"],
		["PORTAL_URL", "password.contoso.com"],
		["PORTAL_URL", "https://password.contoso.com:0"],
		["CHANGE_METHOD", "graph"],
		["PASSWORD_WRITEBACK", "yes"],
		["DOMAIN_LDAPS_URLS", "ldap://dc1.aaddscontoso.com"],
		["DOMAIN_LDAPS_URLS", "ldaps://"],
		["DOMAIN_LDAPS_URLS", "ldaps://dc1.aaddscontoso.com:0"],
		["DATABASE_URL", "postgres://keyturn@db.contoso.com:0/keyturn"],
		["DOMAIN_LDAPS_URLS", "ldaps://svc:password@dc1.aaddscontoso.com"],
		["DOMAIN_LDAPS_URLS", "ldaps://dc1.aaddscontoso.com/DC=aaddscontoso,DC=com"],
		["DATA_DIR", "~/keyturn"],
		["DATA_DIR", "$HOME/keyturn"],
		["DOMAIN_BASE_DN", "aaddscontoso.com"],
		["DOMAIN_SYNC_GROUPS", "Harbour team"],
		["DOMAIN_SYNC_CLOUD_ONLY", "all"],
		["DOMAIN_LOCKOUT_THRESHOLD", "-1"],
		["DOMAIN_LOCKOUT_MINUTES", "half an hour"],
		["DOMAIN_LOCKOUT_WINDOW_MINUTES", "0"],
		["PASSWORD_RESET_URL", "http://reset.contoso.com"],
		["DOMAIN_CA_FILE", "/does/not/exist.pem"],
		["DOMAIN_BIND_PASSWORD_FILE", "/does/not/exist"],
		["SUPPORT_EMAIL", "helpdesk"],
	];
	test.each(cases)("%s=%s is reported", (name, value) => {
		expect(mistakesOf({ ...tenant, ...domain, [name]: value })).toContainEqual(
			expect.stringContaining(`${name}:`),
		);
	});
	// Kubernetes secrets often end in a line feed, files from Docker for Windows in a carriage return.
	test.each([
		["DOMAIN_BIND_PASSWORD", "a secret\n", "U+000A"],
		["DOMAIN_BIND_PASSWORD", "a secret\r", "U+000D"],
		["DOMAIN_BIND_PASSWORD", "a\u00a0secret", "U+00A0"],
		["DOMAIN_BIND_DN", "CN=reader,\u200bDC=aaddscontoso,DC=com", "U+200B"],
		["DOMAIN_BASE_DN", "DC=aaddscontoso,DC=com\u200e", "U+200E"],
		["HELPDESK_ROLE", "\u202aKeyturn.Helpdesk\u202c", "U+202A U+202C"],
	])("%s=%j is reported, since part of it is invisible", (name, value, characters) => {
		expect(mistakesOf({ ...tenant, ...domain, [name]: value })).toEqual([
			`${name}: contains invisible characters: ${characters}. Remove them.`,
		]);
	});
	test.each([
		["ENTRA_CLIENT_ID", "“11111111-2222-4333-8444-666666666666”"],
		["DOMAIN_BIND_DN", "‘CN=reader,DC=aaddscontoso,DC=com’"],
		["SUPPORT_URL", "„https://help.contoso.com“"],
	])("%s=%j is in quotes that a word processor made", (name, value) => {
		expect(mistakesOf({ ...tenant, ...domain, [name]: value })).toEqual([
			`${name}: is in typographic quotes. Write it without any, or in straight ones.`,
		]);
	});
	test.each([
		["ENTRA_CLIENT_ID", "11111111-2222-4333-8444-666666666666 # the app"],
		["DOMAIN_BIND_DN", "CN=reader,DC=aaddscontoso,DC=com #reads only"],
		["SUPPORT_PHONE", "+49 30 123 # reception"],
	])("%s=%j includes a comment", (name, value) => {
		expect(mistakesOf({ ...tenant, ...domain, [name]: value })).toEqual([
			`${name}: includes a comment, from # on. Give it a line of its own.`,
		]);
	});
	test("are none in words and secrets, which are taken literally", () => {
		const { connection, support } = settingsOf({
			...domain,
			DOMAIN_BIND_PASSWORD: "“a # b”",
			SUPPORT_NAME: "“Desk” # 1",
			SUPPORT_PHONE: "+49 30 123 #45",
		});
		expect([connection?.bindPassword, support.name, support.phone]).toEqual([
			"“a # b”",
			"“Desk” # 1",
			"+49 30 123 #45",
		]);
	});
	test("include invisible characters in a file", () => {
		expect(mistakesOf(fromFile("\u200bfrom a file\n"))).toEqual([
			"DOMAIN_BIND_PASSWORD: contains invisible characters: U+200B. Remove them.",
		]);
	});
	test("do not include the line breaks of a list", () => {
		const DOMAIN_LDAPS_URLS = "ldaps://dc1.a.com,\n\tldaps://dc2.a.com,\r\n";
		const { connection, tenant } = settingsOf({
			...domain,
			DOMAIN_LDAPS_URLS,
			ENTRA_DOMAINS: "a.com\n,b.com",
		});
		expect(connection?.controllerUrls).toEqual(["ldaps://dc1.a.com", "ldaps://dc2.a.com"]);
		expect(tenant.domains).toEqual(["a.com", "b.com"]);
	});
	test("do not include surrounding blanks and line breaks, except around a password", () => {
		const around = (text: string) => ` ${text}\r\n`;
		const settings = settingsOf({
			...domain,
			DOMAIN_BASE_DN: around(domain.DOMAIN_BASE_DN),
			DATABASE_URL: around("postgres://keyturn@db.contoso.com/keyturn"),
			SUPPORT_URL: around("https://help.contoso.com"),
			BRAND_NAME: "Contoso\u00a0Ltd",
			SUPPORT_NAME: "\u200fمركز\u00a0الدعم",
		});
		expect(settings).toMatchObject({
			connection: { baseDn: domain.DOMAIN_BASE_DN },
			databaseUrl: "postgres://keyturn@db.contoso.com/keyturn",
			brand: { name: "Contoso\u00a0Ltd" },
			support: { name: "\u200fمركز\u00a0الدعم", url: "https://help.contoso.com" },
		});
	});
	test("are all reported at once", () => {
		expect(mistakesOf({ ...tenant, ENTRA_CLOUD: "x", CHANGE_METHOD: "x" })).toHaveLength(2);
	});
	test("are all reported at once, whatever finds them, and each of them once", () => {
		const mistakes = mistakesOf({
			...tenant,
			...domain,
			PORTAL_URL: "http://a",
			DOMAIN_CA_FILE: "/no/ca.pem",
			DOMAIN_BIND_PASSWORD: "",
			DOMAIN_BIND_PASSWORD_FILE: "/no/password",
			SMTP_URL: "mail",
			MAIL_FROM: "a@contoso.com",
			SMTP_CA_FILE: "/no/mail.pem",
			AUDIT_KEY_FILE: "/no/key",
			BRAND_COLOUR: "red",
		});
		expect(mistakes.map((mistake) => mistake.split(":")[0])).toEqual([
			"DOMAIN_BIND_PASSWORD_FILE",
			"PORTAL_URL",
			"SMTP_URL",
			"DOMAIN_CA_FILE",
			"SMTP_CA_FILE",
			"AUDIT_KEY_FILE",
			"BRAND_COLOUR",
		]);
	});
	test("include a secret that is set twice", () => {
		const twice = { METRICS_TOKEN: "x".repeat(24), METRICS_TOKEN_FILE: "/run/metrics" };
		expect(mistakesOf({ ...tenant, ...twice })).toEqual([
			"METRICS_TOKEN_FILE: METRICS_TOKEN is set too. Remove one of them.",
		]);
	});
	test("include a whole missing tenant, for a portal that is not for practice", () => {
		const read = readSettings({});
		expect(!read.ok && mistakesIn(read).map((one) => one.split(":")[0])).toEqual(
			Object.keys(tenant),
		);
	});
	test("do not prevent a backup, which only needs the store's location", () => {
		const place = placeFrom({ PORTAL_URL: "x", DATA_DIR: "/data", SMTP_URL: "x" });
		expect(place).toEqual({ dataDir: "/data", databaseUrl: undefined });
		expect(() => placeFrom({ DATABASE_URL_FILE: "/no/url" })).toThrow(
			"DATABASE_URL_FILE: the file",
		);
	});
	test("never show a secret", () => {
		const text = mistakesOf({ ...tenant, ...domain, DOMAIN_BASE_DN: "x" }).join("\n");
		expect(text).not.toContain(domain.DOMAIN_BIND_PASSWORD);
	});
	test("http is allowed on the local machine, for the practice tenant", () => {
		const { isPractice } = settingsOf({
			PORTAL_URL: "http://localhost:3000",
			ENTRA_AUTHORITY: `http://127.0.0.1:4400/${tenant.ENTRA_TENANT_ID}`,
			GRAPH_URL: "http://127.0.0.1:4400",
		});
		expect(isPractice).toBe(true);
	});
});

describe("the audit", () => {
	test.each([
		[undefined, 365],
		["", 365],
		["30", 30],
	])("is kept for %j days: %d", (value, days) => {
		expect(settingsOf({ AUDIT_RETENTION_DAYS: value }).auditRetentionDays).toBe(days);
	});
	test.each(["0", "-1", "1.5", "for ever", "100000"])("cannot be kept for %j days", (value) => {
		expect(mistakesOf({ ...tenant, AUDIT_RETENTION_DAYS: value })).toEqual([
			"AUDIT_RETENTION_DAYS: must be a number of days from 1 to 99999.",
		]);
	});
});

test("proxies are trusted by address or network, and none by default", () => {
	const of = (proxies: string) => settingsOf({ TRUSTED_PROXIES: proxies }).trustedProxies;
	expect(of("")).toEqual([]);
	expect(of("10.0.0.4, fd00::/8")).toEqual(["10.0.0.4", "fd00::/8"]);
	expect(mistakesOf({ ...tenant, TRUSTED_PROXIES: "proxy.contoso.com" })).toEqual([
		expect.stringContaining("TRUSTED_PROXIES: must be addresses or networks"),
	]);
});

describe("a database", () => {
	const read = (DATABASE_URL: string) => settingsOf({ DATABASE_URL }).databaseUrl;

	test.each([
		"postgres://keyturn:p%40ss@db.contoso.com:5432/keyturn?sslmode=verify-full",
		"postgresql://keyturn@db.contoso.com/keyturn",
		"postgres:///keyturn?host=/run/postgresql",
	])("can be %s", (value) => {
		expect(read(value)).toBe(value);
	});
	test.each([
		["of another engine", "mysql://keyturn:secret@db.contoso.com/keyturn"],
		["without a database", "postgres://keyturn:secret@db.contoso.com"],
		["without a host", "postgres:///keyturn"],
		["that is none", "secret"],
	])("%s is an error that reveals no password", (_, value) => {
		const mistakes = mistakesOf({ ...tenant, DATABASE_URL: value });
		expect(mistakes).toEqual([expect.stringContaining("DATABASE_URL: must be an address like")]);
		expect(mistakes.join()).not.toContain("secret");
	});
	test("is SQLite in the data folder by default", () => {
		expect(read("")).toBeUndefined();
	});
});
