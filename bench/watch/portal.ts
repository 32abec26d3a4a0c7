import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { readSettings } from "../../lib/server/settings/settings.ts";
import {
	type SimulatedDomain,
	startSimulatedDomain,
} from "../../practice/domain/simulated-domain.ts";
import { CONTROLLERS, type DomainPerson } from "../../practice/domain/stand-in.ts";
import { listenerOf } from "../process-memory.ts";
import { endProcess } from "./end-process.ts";
import type { WatchOptions } from "./options.ts";
import { seedStore } from "./seeded-store.ts";

/** A portal of the production build in its own process, with the watches of a large domain. */
export type PortalUnderLoad = {
	port: number;
	domain: SimulatedDomain;
	/** Those who have a watch, in the order of `tickets`. */
	people: readonly DomainPerson[];
	tickets: readonly string[];
	/** Searches that both controllers have answered so far. */
	searches(): number;
	/** The process that listens. */
	pid(): number;
	end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
	startAgain(): Promise<void>;
	stop(): Promise<void>;
};

export async function startPortalUnderLoad(options: WatchOptions): Promise<PortalUnderLoad> {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-watch-"));
	let searches = 0;
	const domain = await startSimulatedDomain({
		dataDir: folder,
		ports: { dc1: 0, dc2: 0 },
		onTraffic(_, kind) {
			if (kind === "search") searches += 1;
		},
	});
	const everybody = Array.from({ length: options.people }, (_, number) => personNumber(number));
	for (const at of CONTROLLERS) await domain.addMany(at, everybody, "old");
	const people = everybody.slice(0, options.streams);
	const port = await freePort();
	const environment = {
		...domain.environment,
		...NO_TENANT,
		PORTAL_URL: `http://localhost:${port}`,
		DATA_DIR: join(folder, "portal"),
	};
	const settings = readSettings(environment);
	if (!settings.ok) throw new Error(`The settings are not right: ${JSON.stringify(settings)}`);
	const tickets = await seedStore(settings.value, people);
	const start = () => startPortal({ port, host: "127.0.0.1", environment });
	let running: PortalProcess = await start();
	const end = (signal: NodeJS.Signals) => endProcess(running.child, signal);
	return {
		port,
		domain,
		people,
		tickets,
		searches: () => searches,
		pid: () => listenerOf(port),
		end,
		async startAgain() {
			running = await start();
		},
		async stop() {
			await end("SIGKILL");
			await domain.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Nobody signs in here: the tenant is never asked. */
export const NO_TENANT = {
	ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
	ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
	ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
	GRAPH_URL: "http://127.0.0.1:9",
};

function personNumber(number: number): DomainPerson {
	return {
		id: `a1b2c3d4-e5f6-4a7b-8c9d-${String(number).padStart(12, "0")}`,
		userPrincipalName: `person${number}@aaddscontoso.com`,
		samAccountName: `person${number}`,
		displayName: `Person ${number}`,
	};
}
