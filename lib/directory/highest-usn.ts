import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "ldapts";
import { now } from "#lib/clock/clock.ts";
import type { Source } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { type SearchRules, searchWrittenSince } from "./account-search.ts";
import { integer } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import type { LdapSession } from "./ldap-session.ts";

/** How often a controller is polled for it while people wait. */
export const POLL_USN_EVERY_MS = 250;

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

/** Whether a controller wrote between any two of a few polls, and how long it takes to list its writes. */
export type WritingPace = { isConstant: boolean; listingMs: number };

const POLLS = 4;

/** Takes about a second. @returns `undefined` if the USN cannot be read @throws whatever the LDAP client throws */
export async function readWritingPace(
	client: Client,
	rules: Pick<SearchRules, "baseDn" | "objectIdAttribute">,
): Promise<WritingPace | undefined> {
	const { usn: first } = await lastWrite(client);
	if (first === undefined) return undefined;
	let [last, rises] = [first, 0];
	for (let poll = 1; poll < POLLS; poll++) {
		await sleep(POLL_USN_EVERY_MS);
		const { usn = last } = await lastWrite(client);
		if (usn > last) rises++;
		last = usn;
	}
	const startedMs = performance.now();
	// A listing that is not answered in time says how long it takes at least.
	await searchWrittenSince({ client, objectIdForm: "string" }, rules, first).catch(() => undefined);
	return { isConstant: rises === POLLS - 1, listingMs: performance.now() - startedMs };
}

async function lastWrite(client: Client) {
	const root = (await baseObject(client, "", ["highestCommittedUSN", "dsServiceName"])) ?? {
		dn: "",
	};
	return { usn: integer(text(root, "highestCommittedUSN")), machine: text(root, "dsServiceName") };
}
