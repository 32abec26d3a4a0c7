import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Habits, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { connectDomain } from "#lib/directory/ldap-controller.ts";
import { createLog, type Log } from "#lib/log.ts";
import { openStore } from "#lib/server/store/store.ts";
import { startWatches, type Watches } from "#lib/server/watches/watches.ts";
import { connectionTo } from "../domain/connection-to.ts";

/** A portal with a domain, without pages. */
export type Portal = {
	readonly watches: Watches;
	/** Lines of its log that no scene may cause. */
	readonly faults: readonly string[];
	stop(): Promise<void>;
	/** After `stop`: restarts it on the same store. */
	start(): Promise<void>;
	/** Stops it and removes its store. */
	end(): Promise<void>;
};

/** @param habits what it knows about how this domain writes */
export async function startPortal(
	environment: Record<string, string>,
	habits: Habits = NO_HABITS,
): Promise<Portal> {
	const dataDir = mkdtempSync(join(tmpdir(), "trust-"));
	const faults: string[] = [];
	const log = createLog((line) => {
		if (line.includes('"observer-failed"')) faults.push(line);
	});
	let running = await start(environment, { dataDir, log, habits });
	return {
		faults,
		get watches() {
			return running.watches;
		},
		stop: () => running.stop(),
		async start() {
			running = await start(environment, { dataDir, log });
		},
		async end() {
			await running.stop();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

async function start(
	environment: Record<string, string>,
	{ dataDir, log, habits }: { dataDir: string; log: Log; habits?: Habits },
) {
	const domain = connectDomain(connectionTo(environment), log);
	const store = await openStore({ dataDir });
	if (habits) await store.saveHabits(habits);
	const watches = await startWatches(store, domain, log);
	return {
		watches,
		async stop() {
			watches.stop();
			await Promise.all(domain.controllers.map((controller) => controller.close()));
			await store.close();
		},
	};
}
