import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ClientConfig } from "#lib/core/client-config.ts";
import { msalConfiguration } from "#lib/entra/sign-in/msal-configuration.ts";

const ROOT = join(import.meta.dirname, "../../..");
const DOCS = readFileSync(join(ROOT, "docs/security.md"), "utf8");
const rows = DOCS.split("\n").filter((line) => line.startsWith("| "));

test("docs/security.md lists everything that the pages store, and nothing else", () => {
	const files = globSync("{lib/browser,lib/entra,components,app}/**/*.{ts,tsx}", { cwd: ROOT });
	const text = files
		.filter((file) => !file.includes(".test."))
		.map((file) => readFileSync(join(ROOT, file), "utf8"))
		.join("\n");
	// A name that extends another belongs to a family of keys.
	const whole = ([, name = ""]: RegExpMatchArray) => name.replace(/^([\w-]+)\..*$/, "$1");
	const kept = new Set([...text.matchAll(/"keyturn\.([\w.-]+)"/g)].map(whole));
	const documented = new Set([...rows.join("\n").matchAll(/`keyturn\.([\w.-]+)`/g)].map(whole));
	expect([...documented].sort()).toEqual([...kept].sort());
});

test("tokens are in the storage that the docs state", () => {
	const tenant = { authority: "https://login.example/t", clientId: "c", isCustom: false };
	const { cache } = msalConfiguration({ tenant } as ClientConfig);
	const row = rows.find((line) => line.includes("refresh token"));
	expect(row).toContain(`\`${cache?.cacheLocation}\``);
	expect(cache?.cacheLocation).not.toBe("localStorage");
});
