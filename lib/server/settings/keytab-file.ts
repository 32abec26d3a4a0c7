import { readFileSync } from "node:fs";
import { INSTALL_GSSAPI, loadGssapi } from "#lib/directory/kerberos/gssapi-library.ts";

/** The first two bytes of a keytab (MIT Kerberos, "Keytab file format"). */
const FORMAT = Buffer.from([5, 2]);

/** Adds the errors that prevent sign-in with a keytab: in the file, or in loading the library, which only this method needs. */
export function checkKeytab(file: string | undefined, mistakes: string[]): void {
	if (file) {
		const problem = keytabProblem(file);
		if (problem) mistakes.push(`DOMAIN_BIND_KEYTAB_FILE: ${problem}`);
	}
	try {
		loadGssapi();
	} catch (error) {
		const words = error instanceof Error ? error.message.split("\n")[0] : String(error);
		mistakes.push(
			`DOMAIN_BIND_METHOD: gssapi needs a Kerberos package that does not load (${words}). Install it in the portal's folder: ${INSTALL_GSSAPI}`,
		);
	}
}

function keytabProblem(file: string): string | undefined {
	try {
		if (readFileSync(file).subarray(0, FORMAT.length).equals(FORMAT)) return undefined;
		return `${file} is not a keytab.`;
	} catch {
		return `the file ${file} cannot be read. Check the path and the permissions.`;
	}
}
