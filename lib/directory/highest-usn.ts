import type { Client } from "ldapts";
import { now } from "#lib/clock/clock.ts";
import type { Source } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { integer } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import type { LdapSession } from "./ldap-session.ts";

/** A controller's highest USN, and which machine reported it when. */
export type HighestUsn = {
	usn: bigint;
	machine: string | undefined;
	source: Source;
	/** Covers writes up to this time, by the portal's clock and by the monotonic clock. */
	askedAt: Date;
	askedAtMs: number;
};

/**
 * Reads the USN of a controller's last write, `highestCommittedUSN` (MS-ADTS 3.1.1.3.2.16). It
 * rises with every write and with nothing else; wrong attempts and Kerberos tickets do not raise
 * it.
 *
 * @returns `undefined` if it cannot be read
 * @throws whatever the LDAP client throws
 */
export async function readHighestUsn(session: LdapSession): Promise<HighestUsn | undefined> {
	const [askedAt, askedAtMs] = [now(), performance.now()];
	const before = session.source();
	const { usn, machine } = await lastWrite(session.client);
	if (usn === undefined) return undefined;
	return { usn, machine, source: { ...before, machine }, askedAt, askedAtMs };
}

/** Whether the USN can be read at all. @throws whatever the LDAP client throws */
export async function hasHighestUsn(client: Client): Promise<boolean> {
	return (await lastWrite(client)).usn !== undefined;
}

async function lastWrite(client: Client) {
	const root = (await baseObject(client, "", ["highestCommittedUSN", "dsServiceName"])) ?? {
		dn: "",
	};
	return { usn: integer(text(root, "highestCommittedUSN")), machine: text(root, "dsServiceName") };
}
