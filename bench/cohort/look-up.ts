import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_PORTION } from "../../lib/core/cohort/cohort-held.ts";
import { createLog } from "../../lib/server/log.ts";
import { openDomain } from "../../lib/server/managed-domain/open-domain.ts";
import { readSettings } from "../../lib/server/settings/settings.ts";
import { readManyNow } from "../../lib/server/watches/read-now.ts";
import { startSimulatedDomain } from "../../practice/domain/simulated-domain.ts";
import { CONTROLLERS } from "../../practice/domain/stand-in.ts";

/** Looks people up in a domain that holds them all, in portions as a board does. @returns milliseconds */
export async function measureLookUp(size: number): Promise<{ inFull: number; again: number }> {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-cohort-"));
	const stand = await startSimulatedDomain({ dataDir: folder, ports: { dc1: 0, dc2: 0 } });
	const people = Array.from({ length: size }, (_, n) => ({
		id: `a1b2c3d4-e5f6-4a7b-8c9d-${String(n).padStart(12, "0")}`,
		userPrincipalName: `person${n}@aaddscontoso.com`,
		samAccountName: `person${n}`,
		displayName: `Person ${n}`,
	}));
	for (const at of CONTROLLERS) await stand.addMany(at, people, "old");
	const settings = readSettings({ ...stand.environment, ...NO_TENANT, DATA_DIR: folder });
	if (!settings.ok) throw new Error(`The settings are not right: ${JSON.stringify(settings)}`);
	const domain = await openDomain(
		settings.value.connection,
		createLog(() => undefined),
	);
	async function lookUp(): Promise<number> {
		const startedAt = performance.now();
		for (let at = 0; at < people.length; at += MAX_PORTION) {
			const read = await readManyNow(domain, people.slice(at, at + MAX_PORTION));
			const isWhole = [...read.values()].every((answers) =>
				[...answers.values()].every(({ observation }) => observation.kind === "present"),
			);
			if (!isWhole) throw new Error("Somebody was not found.");
		}
		return performance.now() - startedAt;
	}
	try {
		return { inFull: await lookUp(), again: await lookUp() };
	} finally {
		await domain.close();
		await stand.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Nobody signs in here: the tenant is never asked. */
const NO_TENANT = {
	ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
	ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
	ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
	GRAPH_URL: "http://127.0.0.1:9",
	PORTAL_URL: "http://localhost:9",
};
