import { setTimeout as pause } from "node:timers/promises";
import { loadGssapi, type SecurityContext } from "./gssapi-library.ts";
import { kerberosFailure } from "./kerberos-failure.ts";
import { setEnvironment } from "./library-environment.ts";

/** The principal, the controller, and the time limit. */
export type KeytabSignIn = {
	principal: string;
	keytabFile: string;
	/** The controller's own DNS name, used in its service principal `ldap/<name>`. */
	hostName: string;
	timeoutMs: number;
};

/** A security context with a controller, and its first token in base64. */
export type OpenedContext = { context: SecurityContext; token: string };

/**
 * Gets a ticket for a controller's LDAP service with the keys of a keytab. The library keeps
 * tickets in memory and renews them from the keytab at half of their lifetime (MIT Kerberos,
 * "Keytabs", client keytab).
 *
 * @throws `KerberosRefusal`, or an error that `unreadReason` translates
 */
export async function openKeytabContext(signIn: KeytabSignIn): Promise<OpenedContext> {
	const deadline = performance.now() + signIn.timeoutMs;
	while (underWay) await beforeDeadline(underWay, deadline);
	setEnvironment({
		KRB5_CLIENT_KTNAME: `FILE:${signIn.keytabFile}`,
		KRB5CCNAME: `MEMORY:keyturn:${signIn.keytabFile}`,
	});
	const mine = firstToken(signIn);
	const settled = mine.then(
		() => undefined,
		() => undefined,
	);
	underWay = settled;
	void settled.then(() => {
		if (underWay === settled) underWay = undefined;
	});
	return await beforeDeadline(mine, deadline);
}

/**
 * The library blocks one of Node's few worker threads while it waits for a silent Kerberos service,
 * so at most one call may wait at a time.
 */
let underWay: Promise<void> | undefined;

async function firstToken({ principal, hostName }: KeytabSignIn): Promise<OpenedContext> {
	const library = loadGssapi();
	try {
		const context = await library.initializeClient(`ldap@${hostName}`, {
			principal,
			mechOID: library.GSS_MECH_OID_KRB5,
			gssFlag: library.GSS_C_MUTUAL_FLAG | library.GSS_C_SEQUENCE_FLAG,
		});
		return { context, token: (await context.step("")) ?? "" };
	} catch (error) {
		throw kerberosFailure(error);
	}
}

async function beforeDeadline<T>(work: Promise<T>, deadline: number): Promise<T> {
	const ending = new AbortController();
	const late = pause(Math.max(0, deadline - performance.now()), undefined, {
		signal: ending.signal,
	}).then(() => {
		throw new Error("Kerberos: Operation timed out");
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		late.catch(() => undefined);
		ending.abort();
	}
}
