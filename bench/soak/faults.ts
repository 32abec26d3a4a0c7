import { execFile } from "node:child_process";
import { rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PostgresProcess } from "#tools/postgres-process.ts";
import type { PortalPair } from "../../contracts/postgres/portal-pair.ts";
import { CONTROLLERS } from "../../practice/domain/stand-in.ts";
import { pause } from "./insist.ts";
import type { Line } from "./story.ts";

/** A fault that lasts for a while. */
type Fault = {
	name: string;
	begin(): Promise<unknown> | unknown;
	mend(): Promise<unknown> | unknown;
};

/** Everything in which a soak causes faults. */
export type Surroundings = {
	pair: PortalPair;
	database: PostgresProcess;
	/** The folder of the database's files, if it is a separate disk that can be filled. */
	disk: string | undefined;
};

const LASTS_MS = { min: 2_000, max: 8_000 };
const PAUSE_MS = { min: 6_000, max: 12_000 };

/** Only the first portal is ended, so that the second one shows the consequences. */
function faultsOf({ pair, database, disk }: Surroundings): Fault[] {
	const { domain, tenant } = pair.practice;
	const ends = (signal: "SIGKILL" | "SIGTERM"): Fault => ({
		name: `${signal} of a portal`,
		begin: () => pair.end(0, signal),
		mend: () => pair.startAgain(0),
	});
	return [
		ends("SIGKILL"),
		ends("SIGTERM"),
		...CONTROLLERS.flatMap((at): Fault[] => [
			{
				name: `${at} stops`,
				begin: () => domain.stopController(at),
				mend: () => domain.resumeController(at),
			},
			{
				name: `${at} hangs`,
				begin: () => domain.hangController(at),
				mend: () => domain.resumeController(at),
			},
		]),
		{ name: "PostgreSQL restarts", begin: () => database.restart(), mend: () => undefined },
		{
			name: "PostgreSQL crashes",
			begin: () => database.kill(),
			mend: () => database.startAgain(),
		},
		{
			name: "the tenant is slow",
			begin: () => tenant.faults.set({ fault: { kind: "slow", ms: 1_500 } }),
			mend: () => {
				for (const rule of tenant.faults.list()) {
					if (rule.personId === "all") tenant.faults.clear({ id: rule.id });
				}
			},
		},
		...(disk === undefined ? [] : [fullDisk(disk, database)]),
	];
}

const allocated = (args: string[]) =>
	promisify(execFile)("fallocate", args).then(
		() => true,
		() => false,
	);

/** Fills the disk completely. If that ends the server, it is restarted afterwards. */
function fullDisk(disk: string, database: PostgresProcess): Fault {
	const filling = join(disk, "filling");
	return {
		name: "the disk of PostgreSQL is full",
		async begin() {
			// The server may write meanwhile. The call is asynchronous because the domain answers in this process.
			for (let isFull = false; !isFull; ) {
				const { bavail, bsize } = statfsSync(disk);
				const length = ["--length", String(bavail * bsize)];
				isFull = bavail === 0 || (await allocated([...length, filling]));
			}
		},
		async mend() {
			rmSync(filling, { force: true });
			if (!database.isRunning()) await database.startAgain();
		},
	};
}

/** Causes one fault after another, in random order, until it is stopped. */
export function startFaults(surroundings: Surroundings, onFault: (line: Line) => void) {
	const counts = new Map<string, number>();
	let isStopped = false;

	async function happen({ name, begin, mend }: Fault): Promise<void> {
		onFault({ at: Date.now(), what: name });
		await begin();
		await pause(LASTS_MS);
		await mend();
		onFault({ at: Date.now(), what: `over: ${name}` });
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}

	async function causeFaults(): Promise<void> {
		while (!isStopped) {
			for (const fault of shuffled(faultsOf(surroundings))) {
				await pause(PAUSE_MS);
				if (isStopped) return;
				await happen(fault);
			}
		}
	}

	const running = causeFaults();
	return {
		running,
		counts,
		async stop() {
			isStopped = true;
			await running;
		},
	};
}

function shuffled<T>(all: readonly T[]): T[] {
	return all
		.map((one) => ({ one, by: Math.random() }))
		.sort((a, b) => a.by - b.by)
		.map(({ one }) => one);
}
