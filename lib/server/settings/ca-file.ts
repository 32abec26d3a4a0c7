import { X509Certificate } from "node:crypto";
import { readTextFile, unreadable } from "./text-file.ts";

/**
 * Reads certificates in PEM form.
 *
 * @param name the setting that names the file, for error messages
 * @returns the certificates, each on lines of its own; `undefined`, with the error added, when there is none
 */
export function readCaFile(name: string, file: string, mistakes: string[]): string | undefined {
	let pem: string;
	try {
		pem = readTextFile(file);
	} catch (error) {
		mistakes.push(unreadable(name, file, error));
		return undefined;
	}
	const certificates = pem.match(CERTIFICATE) ?? [];
	// OpenSSL ignores a certificate that starts on the line where another ends, as in concatenated files.
	if (certificates.length > 0 && certificates.every(isCertificate)) return certificates.join("\n");
	mistakes.push(
		certificates.length === 0
			? `${name}: ${file} contains no certificate in PEM form.`
			: `${name}: ${file} contains a damaged certificate. Export it again.`,
	);
	return undefined;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*(?:-----END CERTIFICATE-----)?/g;

/** Otherwise every connection would fail, with a message that names neither the file nor the setting. */
function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		return false;
	}
}
