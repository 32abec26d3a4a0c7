import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { readTextFile, unreadable } from "../settings/text-file.ts";

/** A secret that signs audit rows, and its id in them. */
export type AuditKey = { id: string; secret: string };

/** The audit's keys: new rows are signed with the first; any of them may have signed older ones. */
export type AuditKeys = readonly AuditKey[];

/** The length of 24 random bytes in Base64. */
const SHORTEST = 32;

/** The keys in a file, one per line, the current one first; lines that start with `#` are comments. */
export function auditKeysIn(text: string): AuditKeys {
	return text
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== "" && !line.startsWith("#"))
		.map((secret) => ({ id: keyId(secret), secret }));
}

/** Identifies a key without revealing it. */
function keyId(secret: string): string {
	return createHash("sha256").update(`keyturn audit key\n${secret}`).digest("hex").slice(0, 8);
}

/**
 * Reads the file of `AUDIT_KEY_FILE`.
 *
 * @returns empty without a file, or on an error, which is added to `mistakes` and reveals no key
 */
export function readAuditKeys(file: string | undefined, mistakes: string[]): AuditKeys {
	if (!file) return [];
	try {
		const keys = auditKeysIn(readTextFile(file));
		const isShort = keys.some(({ secret }) => secret.length < SHORTEST);
		if (keys.length === 0 || isShort) {
			mistakes.push(
				`AUDIT_KEY_FILE: ${file} must hold a key of at least ${SHORTEST} random characters a line, such as openssl rand -base64 32 prints.`,
			);
		}
		if (isReadableByOthers(file)) {
			mistakes.push(`AUDIT_KEY_FILE: other users can read ${file}. Run chmod 600 on it.`);
		}
		return keys;
	} catch (error) {
		mistakes.push(unreadable("AUDIT_KEY_FILE", file, error));
		return [];
	}
}

/**
 * The same rule as PostgreSQL's for its key file: a file owned by root may be group-readable, which is how systemd credentials
 * and Kubernetes secrets arrive. Windows has no such permissions.
 */
export function isReadableByOthers(file: string): boolean {
	const { mode, uid } = statSync(file);
	return process.platform !== "win32" && (mode & (uid === 0 ? 0o037 : 0o077)) !== 0;
}
