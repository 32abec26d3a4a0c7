import { chmodSync, chownSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { auditKeysIn, readAuditKeys } from "./audit-keys.ts";

const KEY = "q".repeat(44);

function read(text: string, mode = 0o600) {
	const file = join(mkdtempSync(join(tmpdir(), "keyturn-key-")), "audit.key");
	writeFileSync(file, text);
	chmodSync(file, mode);
	const mistakes: string[] = [];
	return { keys: readAuditKeys(file, mistakes), mistakes, file };
}

test("the first key is the current one, and an id does not reveal its key", () => {
	const { keys, mistakes } = read(`# of 2026\n${KEY}\r\n\n${"r".repeat(44)}\n`);
	expect(mistakes).toEqual([]);
	expect(keys.map(({ secret }) => secret[0])).toEqual(["q", "r"]);
	expect(keys[0]?.id).toMatch(/^[0-9a-f]{8}$/);
	expect(auditKeysIn(KEY)[0]?.id).toBe(keys[0]?.id);
});

test.each([
	["no key", "# nothing\n", 0o600, /must hold a key/],
	["a short key", "hunter2", 0o600, /must hold a key/],
	["a file that others can read", KEY, 0o644, /other users can read/],
])("%s is an error, reported without the key", (_what, text, mode, expected) => {
	const { mistakes } = read(text, mode);
	expect(mistakes).toHaveLength(1);
	expect(mistakes[0]).toMatch(expected);
	expect(mistakes[0]).not.toContain(KEY);
	expect(mistakes[0]).not.toContain("hunter2");
});

test.skipIf(process.getuid?.() !== 0)(
	"a file owned by root may be group-readable, as systemd and Kubernetes pass secrets",
	() => {
		expect(read(KEY, 0o440).mistakes).toEqual([]);
		expect(read(KEY, 0o460).mistakes).toHaveLength(1);
		const { file } = read(KEY, 0o440);
		chownSync(file, 65_532, 0);
		const mistakes: string[] = [];
		readAuditKeys(file, mistakes);
		expect(mistakes).toHaveLength(1);
	},
);

test("a missing file is an error, and without the setting there are no keys", () => {
	const mistakes: string[] = [];
	expect(readAuditKeys(undefined, mistakes)).toEqual([]);
	expect(mistakes).toEqual([]);
	readAuditKeys("/nowhere/audit.key", mistakes);
	expect(mistakes).toHaveLength(1);
});
