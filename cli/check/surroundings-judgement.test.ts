import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import type { StoreFacts } from "#lib/server/store/probe-store.ts";
import { judgeMail, judgeProxies, judgeSecrets, judgeSettings } from "./check-portal.ts";
import { judgeKerberos, type KerberosFacts } from "./controllers-check.ts";
import { judgeDatabase, judgeDiskSpace, judgeStore } from "./store-judgement.ts";

const MB = 1024 * 1024;
const fine: StoreFacts = {
	ok: true,
	isNew: false,
	damage: undefined,
	openPath: undefined,
	freeBytes: 9_000 * MB,
	isOnNetwork: false,
};

describe("the store", () => {
	const refused = (code: string): StoreFacts => ({ ok: false, code, message: "refused" });
	const cases: [what: string, facts: StoreFacts, status: string, words: RegExp][] = [
		["that exists", fine, "ok", /opened and written/],
		["that can be created", { ...fine, isNew: true }, "ok", /can be created/],
		["that is damaged", { ...fine, damage: "row 3 missing" }, "failed", /row 3 missing.*a backup/],
		["on a network's disk", { ...fine, isOnNetwork: true }, "warning", /network.*DATABASE_URL/],
		["that others can read", { ...fine, openPath: ".data" }, "warning", /access to .*chmod go=/],
		["that is locked", refused("SQLITE_5"), "failed", /Another program locked it/],
		["that is not a database", refused("SQLITE_26"), "failed", /Another file is in its place/],
		["that is not writable", refused("EACCES"), "failed", /Correct DATA_DIR/],
	];
	test.each(cases)("%s", (_what, facts, status, words) => {
		const { found, todo = "", ...verdict } = judgeStore(facts, ".data");
		expect(verdict.status).toBe(status);
		expect(`${found} ${todo}`).toMatch(words);
	});
	test.each([
		[501, "ok"],
		[499, "warning"],
		[49, "failed"],
	])("%i MB of free space", (megabytes, status) => {
		expect(judgeDiskSpace({ ...fine, freeBytes: megabytes * MB }).status).toBe(status);
	});
	test("an unusable folder is not judged", () => {
		expect(judgeDiskSpace(refused("EACCES")).status).toBe("not checked");
	});
});

test("a database of another encoding or behind a pooler of transactions fails, one without TLS is warned of", () => {
	const facts = {
		ok: true,
		version: "15.10",
		isInClear: false,
		isHeard: true,
		encoding: "UTF8",
	} as const;
	expect(judgeDatabase(facts).status).toBe("ok");
	expect(judgeDatabase({ ...facts, isInClear: true })).toMatchObject({
		status: "warning",
		todo: expect.stringContaining("sslmode=verify-full"),
	});
	expect(judgeDatabase({ ...facts, encoding: "LATIN1" })).toMatchObject({
		status: "failed",
		todo: expect.stringContaining("ENCODING 'UTF8'"),
	});
	expect(judgeDatabase({ ...facts, isHeard: false })).toMatchObject({
		status: "failed",
		todo: expect.stringContaining("pool_mode = session"),
	});
});

describe("the Kerberos service", () => {
	const answered = (answer: "aes" | "rc4" | "none" | "silent" | "unreachable"): KerberosFacts => ({
		kind: "answer",
		answer,
		name: "ada",
	});
	const cases: [facts: KerberosFacts, status: string, words: RegExp][] = [
		[{ kind: "off" }, "not checked", /DOMAIN_KERBEROS_CHECK/],
		[{ kind: "nobody", isReachable: true }, "ok", /accepts connections/],
		[{ kind: "nobody", isReachable: false }, "failed", /does not answer/],
		[answered("unreachable"), "failed", /Port 88 does not answer/],
		[answered("silent"), "ok", /does not say which keys ada has/],
		[answered("aes"), "ok", /ada has AES keys/],
		[answered("rc4"), "ok", /RC4 key only, and has to change/],
		[answered("none"), "ok", /no Kerberos key/],
	];
	test.each(cases)("%j", (facts, status, words) => {
		const verdict = judgeKerberos(facts);
		expect(verdict.status).toBe(status);
		expect(verdict.found).toMatch(words);
	});
});

describe("mail", () => {
	const settings: MailSettings = {
		host: "mail.contoso.com",
		port: 587,
		isTlsFromStart: false,
		mustEncrypt: true,
		credentials: { user: "portal", password: "a secret" },
		ca: undefined,
		from: "password@contoso.com",
	};
	test("that is off is not checked", () => {
		expect(judgeMail(undefined, undefined).status).toBe("not checked");
	});
	test("that works", () => {
		const { found } = judgeMail(settings, { ok: true });
		expect(found).toBe(
			"mail.contoso.com:587 answers, and accepts name and password. No mail was sent.",
		);
	});
	test.each([
		["unreachable", /name and port/],
		["certificate", /SMTP_CA_FILE/],
		["no-tls", /STARTTLS/],
		["sign-in-refused", /user and the password/],
		["refused", /log/],
	] as const)("that is %s fails, with its own advice and without secrets", (code, words) => {
		const verdict = judgeMail(settings, { ok: false, code, detail: "Said so" });
		expect(verdict).toMatchObject({ status: "failed", todo: expect.stringMatching(words) });
		expect(JSON.stringify(verdict)).not.toContain("a secret");
	});
});

test("a name that looks like a setting but is not one is pointed out, without its value", () => {
	const environment = {
		DOMAIN_BIND_PASWORD: "a secret",
		DOMAIN_BIND_PASSWORD_FILE: "/x",
		DOMAIN_BIND_DN_FILE: "/x",
		SMTP_URL: "",
		HOME: "/",
	};
	const rows = judgeSettings(
		{ ok: false, reason: "mistakes", mistakes: ["A.", "B."] },
		environment,
	);
	expect(rows.map(({ status, found }) => `${status}: ${found}`)).toEqual([
		"failed: A.",
		"failed: B.",
		"warning: DOMAIN_BIND_DN_FILE: there is no setting with this name.",
		"warning: DOMAIN_BIND_PASWORD: there is no setting with this name.",
	]);
});

test("in a settings file every unknown name is a warning, whatever its prefix", () => {
	const ok = { ok: true, value: partOf<Settings>({}) } as const;
	const inFile = ["PORTAL_URL", "TRUSTED_PROXY", "NODE_EXTRA_CA_CERTS", "AUDIT_KEY"];
	const environment = { ...Object.fromEntries(inFile.map((name) => [name, "x"])), PATH: "/bin" };
	const lines = new Map(inFile.map((name, i) => [name, i + 1]));
	expect(judgeSettings(ok, environment, { file: ".env", lines }).slice(1)).toMatchObject([
		{ status: "warning", found: "AUDIT_KEY: there is no setting with this name." },
		{ status: "warning", found: "TRUSTED_PROXY: there is no setting with this name." },
	]);
	expect(judgeSettings(ok, environment)).toHaveLength(1);
});

test("a mistake is shown with the file that was read, and its line", () => {
	const wrong = {
		ok: false,
		reason: "mistakes",
		mistakes: ["PORTAL_URL: wrong.", "DOMAIN_NAME: missing."],
	} as const;
	const read = { file: "/etc/keyturn.env", lines: new Map([["PORTAL_URL", 7]]) };
	expect(judgeSettings({ ...wrong, mistakes: [...wrong.mistakes] }, {}, read)).toMatchObject([
		{
			found: "/etc/keyturn.env, line 7: PORTAL_URL: wrong.",
			todo: expect.stringContaining("in /etc/keyturn.env or the environment"),
		},
		{ found: "DOMAIN_NAME: missing." },
	]);
});

test("trusting proxies anywhere is a warning", () => {
	const fine = ["127.0.0.1", "10.0.0.0/8", "192.0.2.0/24", "::1", "fd00::/16"];
	expect(judgeProxies(fine)).toEqual([]);
	expect(judgeProxies([...fine, "0.0.0.0/0", "::/0", "2000::/3"])).toMatchObject([
		{ status: "warning", found: expect.stringContaining("anyone in 0.0.0.0/0 can claim") },
		{ status: "warning" },
		{ status: "warning" },
	]);
});

test.skipIf(process.platform === "win32")("a secret that others can read is a warning", () => {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-secrets-"));
	const [open, own] = [join(folder, "open"), join(folder, "own")];
	writeFileSync(open, "secret");
	chmodSync(open, 0o644);
	writeFileSync(own, "secret", { mode: 0o600 });
	expect(judgeSecrets([open, own, join(folder, "missing"), ""])).toEqual([
		expect.objectContaining({
			check: "settings",
			status: "warning",
			found: `Other users of this machine can read ${open}, which contains a secret.`,
		}),
	]);
});
