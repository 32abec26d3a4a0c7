import type { Client } from "ldapts";
import type { Source } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { dateFromGeneralizedTime } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";

/** What the machine at the other end of a connection says of itself (MS-ADTS 3.1.1.3.2). */
export type Machine = {
	hostName: string | undefined;
	schemaDn: string | undefined;
	/** The machine and its clock now: read whole seconds, so at most a second behind and never ahead. */
	source(): Source;
	/** When it answered, by `performance.now()`. */
	answeredAtMs: number;
};

/**
 * Asks a machine who it is and what time it has. From then on its clock is carried on by this machine's
 * own, which drifts by nothing that counts within the half minute after which it is asked again.
 *
 * @throws what the client throws
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
