import type { Client } from "ldapts";
import type { Source } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { dateFromGeneralizedTime } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";

/** What the machine at the other end of a connection reports about itself (MS-ADTS 3.1.1.3.2). */
export type Machine = {
	hostName: string | undefined;
	schemaDn: string | undefined;
	/** The machine and its current clock: whole seconds, so up to a second slow and never fast. */
	source(): Source;
	/** When it answered, by `performance.now()`. */
	answeredAtMs: number;
};

/**
 * Reads a machine's identity and clock. From then on its clock is extrapolated with this machine's
 * own; the drift is negligible within the half minute until it is measured again.
 *
 * @throws whatever the LDAP client throws
 */
export async function askMachine(client: Client): Promise<Machine> {
	const attributes = ["dnsHostName", "dsServiceName", "currentTime", "schemaNamingContext"];
	const root = (await baseObject(client, "", attributes)) ?? { dn: "" };
	const answeredAtMs = performance.now();
	const time = dateFromGeneralizedTime(text(root, "currentTime"))?.getTime();
	const machine = text(root, "dsServiceName");
	return {
		hostName: text(root, "dnsHostName"),
		schemaDn: text(root, "schemaNamingContext"),
		answeredAtMs,
		source: () => ({
			machine,
			clock:
				time === undefined
					? undefined
					: new Date(time + Math.round(performance.now() - answeredAtMs)),
		}),
	};
}
