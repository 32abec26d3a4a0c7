import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

/** A secret that signs rows of the audit, and the name under which they say so. */
export type AuditKey = { id: string; secret: string };

/** The keys of the audit: new rows are signed with the first, older ones were with any. */
export type AuditKeys = readonly AuditKey[];

/** As many characters as 24 random bytes have in Base64. */
const SHORTEST = 32;

/** The keys of a file, one a line, the current one first; lines that begin with `#` are notes. */
export function auditKeysIn(text: string): AuditKeys {
	return text
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== "" && !line.startsWith("#"))
		.map((secret) => ({ id: keyId(secret), secret }));
}

/** Names a key without giving it away. */
function keyId(secret: string): string {
	return createHash("sha256").update(`keyturn audit key\n${secret}`).digest("hex").slice(0, 8);
}

/**
 * Reads the file of `AUDIT_KEY_FILE`.
 *
 * @returns none without a file, or with a mistake, which is added to `mistakes` and shows no key
 */
export function readAuditKeys(file: string | undefined, mistakes: string[]): AuditKeys {
	if (!file) return [];
	try {
		const keys = auditKeysIn(readFileSync(file, "utf8"));
		const isShort = keys.some(({ secret }) => secret.length < SHORTEST);
		if (keys.length === 0 || isShort) {
			mistakes.push(
				`AUDIT_KEY_FILE: ${file} must hold a key of at least ${SHORTEST} random characters a line, such as openssl rand -base64 32 prints.`,
			);
		}
		// Windows has no such rights.
		if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
			mistakes.push(`AUDIT_KEY_FILE: others can read ${file}. Take that right away (chmod 600).`);
		}
		return keys;
	} catch {
		mistakes.push(
			`AUDIT_KEY_FILE: the file ${file} cannot be read. Check the path and its rights.`,
		);
		return [];
	}
}
