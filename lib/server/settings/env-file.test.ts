import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { envFileValues, loadEnvFile, located } from "./env-file.ts";
import { readSettings } from "./settings.ts";

const SECRETS = [
	"Pa$$w0rd$Alpha-1",
	"a#b #c",
	`it's "so"`,
	"back\\slash\\n",
	"$HOME$(reboot)`date`",
	"key=value=",
	`"`,
];

describe("a value is read literally", () => {
	test.each([...SECRETS, "line\u2028separator"])("%s", (secret) => {
		expect(envFileValues(`DOMAIN_BIND_PASSWORD=${secret}\nDOMAIN_NAME=b`)).toEqual({
			DOMAIN_BIND_PASSWORD: secret,
			DOMAIN_NAME: "b",
		});
	});
	test("whatever it is, in quotes", () => {
		const line = fc.string({ unit: "binary" }).filter((text) => !/[\r\n]/.test(text));
		fc.assert(
			fc.property(line, fc.constantFrom("'", '"'), (text, quote) => {
				expect(envFileValues(`A = ${quote}${text}${quote} \r\n`)).toEqual({ A: text });
			}),
		);
	});
	test("whatever it is, without quotes, except leading and trailing blanks", () => {
		const line = fc
			.string({ unit: "binary" })
			.filter((text) => !/[\r\n]/.test(text) && !/^(["']).*\1$/.test(text.trim()));
		fc.assert(
			fc.property(line, (text) => {
				expect(envFileValues(`A=${text}`)).toEqual({ A: text.trim() });
			}),
		);
	});
});

test("comments, empty lines, a byte order mark and export are skipped", () => {
	const text = "\ufeff# A=1\r\n\r\n  # B=2\nexport C=3\nD=\n";
	expect(envFileValues(text)).toEqual({ C: "3", D: "" });
});

test("an invalid line is reported by number, without its content", () => {
	expect(() => envFileValues("A=1\nPa$$w0rd")).toThrow(
		".env, line 2: must be NAME=value, or start with #.",
	);
});

test("a name that is set twice is reported: of two values one would be ignored", () => {
	expect(() => envFileValues("A=Pa$$w0rd\nB=1\nexport A=other")).toThrow(
		/^\.env, line 3: A has been set before\. Remove one of them\.$/,
	);
	expect(envFileValues("constructor=1")).toEqual({ constructor: "1" });
});

test("the environment takes precedence, and a folder without a .env file changes nothing", () => {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-"));
	const environment: Record<string, string | undefined> = { A: "set", B: "" };
	const before = process.cwd();
	process.chdir(folder);
	try {
		loadEnvFile(environment);
		expect(environment).toEqual({ A: "set", B: "" });
		writeFileSync(".env", "A=1\nB=2\nC=3\n");
		loadEnvFile(environment);
	} finally {
		process.chdir(before);
	}
	expect(environment).toEqual({ A: "set", B: "", C: "3" });
});

test("a mistake in a setting is shown with its line, unless the environment made it", () => {
	const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "keyturn.env");
	writeFileSync(file, "# A\nA=1\n\nB=2\n");
	const lines = loadEnvFile({ B: "set" }, file);
	const mistakes = ["A: wrong.", "B: wrong.", "B_FILE: wrong.", "C: missing."];
	expect(located(mistakes, lines, file)).toEqual([
		`${file}, line 2: A: wrong.`,
		"B: wrong.",
		"B_FILE: wrong.",
		"C: missing.",
	]);
});

test("a file given explicitly must exist, and errors include its name", () => {
	const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), "keyturn.env");
	expect(() => loadEnvFile({}, file)).toThrow("ENOENT");
	writeFileSync(file, "A=1\nB");
	expect(() => loadEnvFile({}, file)).toThrow(`${file}, line 2:`);
});

test.each(SECRETS)("the portal's account binds with %s", (secret) => {
	const file = join(mkdtempSync(join(tmpdir(), "keyturn-")), ".env");
	writeFileSync(
		file,
		`ENTRA_TENANT_ID=11111111-2222-4333-8444-555555555555
ENTRA_CLIENT_ID=11111111-2222-4333-8444-666666666666
PORTAL_URL=https://password.contoso.com
DOMAIN_NAME=aaddscontoso.com
DOMAIN_BIND_DN=CN=reader,DC=aaddscontoso,DC=com
DOMAIN_BIND_PASSWORD=${secret}
`,
	);
	const environment: Record<string, string | undefined> = {};
	loadEnvFile(environment, file);
	expect(readSettings(environment)).toMatchObject({
		ok: true,
		value: { connection: { bindPassword: secret } },
	});
});
