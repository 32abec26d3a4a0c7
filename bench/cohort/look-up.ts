import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ManagedDomain } from "#lib/directory/managed-domain.ts";
import { openDomain } from "#lib/directory/open-domain.ts";
import { createLog } from "#lib/log.ts";
import { person } from "#practice/domain/example-people.ts";
import { provideSamba } from "#tools/debian-packages.ts";
import { MAX_PORTION } from "../../lib/core/cohort/cohort-answer.ts";
import { readSettings } from "../../lib/server/settings/settings.ts";
import { readManyNow } from "../../lib/server/watches/read-now.ts";
import { type SambaDomain, startSambaDomain } from "../../practice/domain/samba-domain.ts";
import { startSimulatedDomain } from "../../practice/domain/simulated-domain.ts";
import {
	CONTROLLERS,
	type DomainPerson,
	type DomainStandIn,
} from "../../practice/domain/stand-in.ts";
import { NO_TENANT } from "../watch/portal.ts";

/** A domain in which thousands of accounts can be created in one call. */
type Stand = DomainStandIn & Pick<SambaDomain, "addMany">;

/** Milliseconds for looking up everybody in batches like a board, and for immediately repeating each batch. */
export type LookUpTimes = { inFull: number; again: number };

/** Addresses that no test uses, because the LDAP ports of real controllers cannot be changed. */
const SAMBA_ADDRESSES = { dc1: "127.0.0.60", dc2: "127.0.0.61" };

export function lookUpInSimulated(size: number): Promise<LookUpTimes> {
	return inFolder(async (dataDir) =>
		measure(await startSimulatedDomain({ dataDir, ports: { dc1: 0, dc2: 0 } }), size),
	);
}

/** @returns why it cannot be measured here, if Samba cannot run */
export async function lookUpInSamba(
	size: number,
): Promise<({ ok: true } & LookUpTimes) | { ok: false; reason: string }> {
	const samba = await provideSamba();
	if (!samba.ok) return samba;
	return inFolder(async (dataDir) => {
		const options = { dataDir, ips: SAMBA_ADDRESSES };
		const started = await startSambaDomain(options).catch((error) => ({ reason: String(error) }));
		if ("reason" in started) return { ok: false, ...started };
		return { ok: true, ...(await measure(started, size)) };
	});
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-cohort-"));
	try {
		return await use(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Creates the accounts in a domain without people, looks them up, and stops the domain. */
async function measure(stand: Stand, size: number): Promise<LookUpTimes> {
	try {
		const people = Array.from({ length: size }, (_, n) => person(n));
		await Promise.all(CONTROLLERS.map((at) => stand.addMany(at, people, "old")));
		return await timeLookUps(stand, people);
	} finally {
		await stand.stop();
	}
}

async function timeLookUps(stand: Stand, people: readonly DomainPerson[]): Promise<LookUpTimes> {
	const addresses = { ...NO_TENANT, PORTAL_URL: "http://localhost:9" };
	const settings = readSettings({ ...stand.environment, ...addresses });
	if (!settings.ok) throw new Error(`The settings are invalid: ${JSON.stringify(settings)}`);
	const domain = await openDomain(
		settings.value.connection,
		createLog(() => undefined),
	);
	const times = { inFull: 0, again: 0 };
	try {
		for (let at = 0; at < people.length; at += MAX_PORTION) {
			const portion = people.slice(at, at + MAX_PORTION);
			times.inFull += await timeLookUp(domain, portion);
			times.again += await timeLookUp(domain, portion);
		}
		return times;
	} finally {
		await domain.close();
	}
}

async function timeLookUp(domain: ManagedDomain, people: readonly DomainPerson[]): Promise<number> {
	const startedAt = performance.now();
	const read = await readManyNow(domain, people);
	const took = performance.now() - startedAt;
	const isWhole = [...read.values()].every((answers) =>
		[...answers.values()].every(({ observation }) => observation.kind === "present"),
	);
	if (!isWhole) throw new Error("Somebody was not found.");
	return took;
}
