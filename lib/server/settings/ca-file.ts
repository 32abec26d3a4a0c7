import { readFileSync } from "node:fs";

/**
 * Reads certificates in PEM form.
 *
 * @param name the setting that names the file, for error messages
 * @returns the file's content; `undefined`, with the error added, when it contains no certificate
 */
export function readCaFile(name: string, file: string, mistakes: string[]): string | undefined {
	try {
		const pem = readFileSync(file, "utf8");
		if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
		mistakes.push(`${name}: ${file} holds no certificate in PEM form.`);
	} catch {
		mistakes.push(`${name}: the file ${file} cannot be read. Check the path and the permissions.`);
	}
	return undefined;
}
