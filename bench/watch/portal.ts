import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyLedger, noteChange, noteSending, takeReadings } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { connectDomain } from "#lib/directory/ldap-controller.ts";
import { createLog } from "#lib/log.ts";
import { readSettings, type Settings } from "#lib/server/settings/settings.ts";
import { openStore } from "#lib/server/store/store.ts";
import { person } from "#practice/domain/example-people.ts";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";
import type { DomainPerson, DomainStandIn } from "../../practice/domain/stand-in.ts";
import { startAgedDomain } from "../aged-domain.ts";
import { listenerOf } from "../process-memory.ts";
import type { WatchOptions } from "./options.ts";

/** A production portal in a separate process, with the watches of a large domain. */
export type PortalUnderLoad = {
	port: number;
	domain: DomainStandIn;
	/** The people who have a watch, in the order of `tickets`. */
	people: readonly DomainPerson[];
	tickets: readonly string[];
	/** How many searches both controllers have answered. */
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
	const everybody = Array.from({ length: options.people }, (_, number) => person(number));
	const domain = await startAgedDomain(everybody, {
		dataDir: folder,
		onTraffic(_, kind) {
			if (kind === "search") searches += 1;
		},
	});
	const people = everybody.slice(0, options.watches);
	const port = await freePort();
	const environment = {
		...domain.environment,
		...NO_TENANT,
		PORTAL_URL: `http://localhost:${port}`,
		DATA_DIR: join(folder, "portal"),
	};
	const settings = readSettings(environment);
	if (!settings.ok) throw new Error(`The settings are invalid: ${JSON.stringify(settings)}`);
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

/** Nobody signs in here, so the tenant is never called. */
export const NO_TENANT = {
	ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
	ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
	ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
	GRAPH_URL: "http://127.0.0.1:9",
};

/** The changes were made over this period, up to now: all are recent, so all accounts are polled every second. */
const SPREAD_MS = 5 * 60_000;

/**
 * Fills a store with watches of changes that are on their way.
 *
 * @returns the tickets, in the order of the people
 */
export async function seedStore(
	{ dataDir, connection }: Settings,
	people: readonly DomainPerson[],
): Promise<string[]> {
	if (!connection) throw new Error("Watches need a domain.");
	const domain = connectDomain(connection, createLog());
	const store = await openStore({ dataDir });
	const answers = await Promise.all(
		domain.controllers.map(async (c) => ({ c, observations: await c.read(people) })),
	);
	const watches = people.map((person, index) => {
		const now = new Date(Date.now() - (SPREAD_MS * index) / people.length);
		const seen = answers.flatMap(({ c, observations }) => {
			const observation = observations.get(person.id);
			if (observation?.kind !== "present") return [];
			// As if read when the change was sent.
			const source = observation.source && { ...observation.source, clock: now };
			const baseline = { ...observation, readAt: now, source };
			return [[c.id, { name: c.name(), observation: baseline }] as const];
		});
		const ticket = randomBytes(24).toString("base64url");
		const read = takeReadings(emptyLedger(person.id), new Map(seen));
		const ledger = noteChange(noteSending(read, { ticket, at: now }), ticket, now, now);
		const watch = openWatch(ticket, person, { notice: undefined, now });
		return { watch: { ...watch, changedAt: now, state: "waiting" as const }, ledger };
	});
	await store.saveWatches(watches);
	await store.close();
	await Promise.all(domain.controllers.map((c) => c.close()));
	return watches.map(({ watch }) => watch.ticket);
}
