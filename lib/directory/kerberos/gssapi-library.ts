import { createRequire } from "node:module";

/** One side of a GSSAPI security context. All tokens are base64. */
export type SecurityContext = {
	readonly contextComplete: boolean;
	/** `null`: nothing more to send. */
	step(challenge: string): Promise<string | null>;
	unwrap(token: string): Promise<string>;
	wrap(message: string): Promise<string>;
};

/** The part of the package `kerberos` that is used. */
type GssapiLibrary = {
	initializeClient(
		service: string,
		options: { principal: string; mechOID: number; gssFlag: number },
	): Promise<SecurityContext>;
	GSS_MECH_OID_KRB5: number;
	GSS_C_MUTUAL_FLAG: number;
	GSS_C_SEQUENCE_FLAG: number;
};

/**
 * Installs the package. It is compiled for this machine and rarely needed, so it is not a dependency.
 */
export const INSTALL_GSSAPI = "npm install --no-save --ignore-scripts=false kerberos@7.0.0";

/**
 * Loads the system's Kerberos library, from the packages in the working directory or beside the program, since a command may be
 * started anywhere.
 *
 * @throws when it is not installed (`INSTALL_GSSAPI`) or cannot be loaded on this machine
 */
export function loadGssapi(): GssapiLibrary {
	const load = createRequire(import.meta.url);
	return load(load.resolve("kerberos", { paths: [process.cwd(), import.meta.dirname] }));
}
