import type { Client } from "ldapts";
import { now } from "#lib/clock/clock.ts";
import type { Source } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { integer } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import type { LdapSession } from "./ldap-session.ts";

/** How many writes a controller has made, and what it was when it said so. */
export type Doorbell = {
	usn: bigint;
	machine: string | undefined;
	source: Source;
	/** Nothing later than this is covered; by the portal's clock, and by the running time. */
	askedAt: Date;
	askedAtMs: number;
};

/**
 * Reads the number of a controller's last write, `highestCommittedUSN` (MS-ADTS 3.1.1.3.2.16). It rises
 * with each write and stands still while there is none; wrong tries and Kerberos tickets do not raise it.
 *
 * @returns `undefined` where it cannot be read
 * @throws what the client throws
 */
export async function readDoorbell(session: LdapSession): Promise<Doorbell | undefined> {
	const [askedAt, askedAtMs] = [now(), performance.now()];
	const before = session.source();
	const { usn, machine } = await lastWrite(session.client);
	if (usn === undefined) return undefined;
	return { usn, machine, source: { ...before, machine }, askedAt, askedAtMs };
}

/** Whether the number can be read at all. @throws what the client throws */
export async function hasDoorbell(client: Client): Promise<boolean> {
	return (await lastWrite(client)).usn !== undefined;
}

async function lastWrite(client: Client) {
	const root = (await baseObject(client, "", ["highestCommittedUSN", "dsServiceName"])) ?? {
		dn: "",
	};
	return { usn: integer(text(root, "highestCommittedUSN")), machine: text(root, "dsServiceName") };
}
