import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { startPostgres } from "#tools/postgres-process.ts";
import { endProcess } from "#tools/processes.ts";
import type { DomainPerson, DomainStandIn } from "../../practice/domain/stand-in.ts";
import { startAgedDomain } from "../aged-domain.ts";
import { cpuSecondsOf, cpuSecondsWithChildren } from "../process-cpu.ts";
import { listenerOf, memoryOf } from "../process-memory.ts";

/** Portals that share a store, with a separate domain. */
export type Setting = {
	ports: readonly number[];
	domain: DomainStandIn;
	/** The processor time of each portal and of the database so far, in seconds. */
	cpu(): { portals: number[]; database: number };
	/** The resident memory of each portal, in bytes. */
	memory(): number[];
	stop(): Promise<void>;
};

export type SettingOptions = {
	store: "SQLite" | "PostgreSQL";
	portals: number;
	people: readonly DomainPerson[];
	/** The tenant's settings. */
	environment: Record<string, string>;
};

export async function startSetting(options: SettingOptions): Promise<Setting> {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-load-"));
	const domain = await startAgedDomain(options.people, { dataDir: folder });
	const database = options.store === "PostgreSQL" ? await startPostgres() : undefined;
	const ports = await Promise.all(Array.from({ length: options.portals }, freePort));
	const environment = {
		...domain.environment,
		...options.environment,
		PORTAL_URL: `http://localhost:${ports[0]}`,
		DATA_DIR: join(folder, "portal"),
		...(database && { DATABASE_URL: database.urlOf("postgres") }),
	};
	const processes = await Promise.all(
		ports.map((port) =>
			startPortal({ port, host: "127.0.0.1", environment, hasPages: false, isQuiet: true }),
		),
	);
	const pids = processes.map(({ child }) => child.pid ?? 0);
	const databasePid = database && listenerOf(Number(new URL(database.urlOf("")).port));
	return {
		ports,
		domain,
		cpu: () => ({
			portals: pids.map(cpuSecondsOf),
			database: databasePid === undefined ? 0 : cpuSecondsWithChildren(databasePid),
		}),
		memory: () => pids.map(memoryOf),
		async stop() {
			await Promise.all(processes.map(({ child }) => endProcess(child, "SIGKILL")));
			for (const { log } of processes) printErrors(log());
			await database?.stop();
			await domain.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Prints only errors of a portal's log. */
function printErrors(log: string): void {
	for (const line of log.split("\n")) if (line.includes('"level":"error"')) console.error(line);
}
