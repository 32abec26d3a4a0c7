import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providePostgres } from "#tools/debian-packages.ts";
import { startPostgres } from "#tools/postgres-process.ts";
import { startPortalPair } from "../contracts/postgres/portal-pair.ts";
import { INSPECTED } from "./inspected-heap.ts";
import { numbersIn } from "./options.ts";
import { startFaults } from "./soak/faults.ts";
import { startDesk } from "./soak/helpdesk.ts";
import { GivenUp } from "./soak/insist.ts";
import { goThrough, type Journey, WAYS } from "./soak/journeys.ts";
import { followMemory } from "./soak/memory.ts";
import { type Reconciliation, reconcile } from "./soak/reconcile.ts";
import { failureCounts, type Line, type Story, shortestFailure, startStory } from "./soak/story.ts";
import { kb, ms, printTable, quantile } from "./table.ts";

/** Enough for a few hundred megabytes of PostgreSQL's write-ahead log. */
const DISK_SIZE = "1200m";
const BETWEEN_JOURNEYS_MS = 500;

/**
 * People change their passwords through two portals behind a load balancer while one part after another fails:
 * `--minutes`, `--people` at once.
 */
export async function benchSoak(args: string[]): Promise<void> {
	const { minutes, people: atOnce } = numbersIn(args, { minutes: 10, people: 12 });
	const until = Date.now() + minutes * 60_000;
	const provision = await providePostgres();
	if (!provision.ok) throw new Error(provision.reason);
	const disk = mountDisk();
	const database = await startPostgres(disk);
	const databaseUrl = database.urlOf("postgres");
	const pair = await startPortalPair(databaseUrl, { dc1: 1_000, dc2: 2_000 }, INSPECTED);
	const journeys: Journey[] = [];
	const stories: Story[] = [];
	const faultLines: Line[] = [];
	const story = (name: string) => {
		const begun = startStory(name);
		stories.push(begun);
		return begun;
	};
	try {
		const memory = followMemory(() =>
			([0, 1] as const).map((n) => {
				const { child, ...running } = pair.portal(n);
				return { name: `portal ${n + 1}`, pid: child.pid, ...running };
			}),
		);
		const deskStory = story("the helpdesk");
		const desk = await startDesk(pair, journeys, deskStory);
		const faults = startFaults({ pair, database, disk }, (line) => faultLines.push(line));
		let turn = 0;
		const live = async () => {
			while (Date.now() < until) {
				const way = WAYS[turn % WAYS.length] ?? "changes";
				turn += 1;
				const own = story(`${turn}: ${way}`);
				try {
					journeys.push(await goThrough(pair, way, own));
				} catch (error) {
					if (!(error instanceof GivenUp)) own.fail(String(error));
				}
				await new Promise((resolve) => setTimeout(resolve, BETWEEN_JOURNEYS_MS));
			}
		};
		const everybody = Promise.all(Array.from({ length: atOnce }, live));
		// Ends early if a portal does not restart.
		await Promise.race([everybody, faults.running]);
		await faults.stop();
		await desk.stop();
		const weighed = memory.stop();
		const totals = await reconcile({ pair, databaseUrl, journeys, desk }, deskStory);
		report({ journeys, faults: faults.counts, totals, weighed });
		const isFlat = weighed.every((one) => one.isFlat);
		if (!isFlat) console.error("The memory of a portal has grown.");
		for (const line of shortestFailure(stories, faultLines)) console.error(line);
		const failed = stories.filter(({ failures }) => failures.length > 0);
		for (const [what, times] of failureCounts(stories)) console.error(`${times} times: ${what}`);
		console.log(`\n${failed.length} of ${stories.length} went wrong.`);
		if (failed.length > 0 || !isFlat) process.exitCode = 1;
	} finally {
		await pair.stop();
		await database.stop();
		unmountDisk(disk);
	}
}

type Report = {
	journeys: readonly Journey[];
	faults: ReadonlyMap<string, number>;
	totals: Reconciliation;
	weighed: ReturnType<ReturnType<typeof followMemory>["stop"]>;
};

function report({ journeys, faults, totals, weighed }: Report): void {
	const delays = journeys.flatMap(({ delaysMs }) => delaysMs);
	printTable("what people did", [
		["", "times"],
		...WAYS.map((way) => [way, journeys.filter((one) => one.way === way).length]),
		["changes in all", totals.changes],
		["mails", totals.mails],
		["… sent twice, since a portal was killed meanwhile", totals.mailsTwice],
		["… still to be sent, since a portal was killed meanwhile", totals.mailsDue],
		["audit rows", totals.auditRows],
	]);
	printTable("what went wrong around them", [["", "times"], ...faults]);
	printTable("from landing to the page", [
		["", "median", "p99", "slowest"],
		["", ms(quantile(delays, 0.5)), ms(quantile(delays, 0.99)), ms(Math.max(...delays))],
	]);
	printTable("heap after a collection, of each process that ran long enough", [
		["", "for", "first third", "last third", "watches more"],
		...weighed.map(({ name, seconds, first, last, watches }) => [
			name,
			`${Math.round(seconds)} s`,
			kb(first),
			kb(last),
			watches,
		]),
	]);
}

/** A small RAM disk that can be filled; `undefined` without the right to mount one. */
function mountDisk(): string | undefined {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-disk-"));
	try {
		execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_SIZE},mode=755`, "tmpfs", folder]);
		return folder;
	} catch {
		rmSync(folder, { recursive: true });
		console.log("  No disk can be filled here: that fault is left out.");
		return undefined;
	}
}

function unmountDisk(disk: string | undefined): void {
	if (!disk) return;
	execFileSync("umount", [disk]);
	rmSync(disk, { recursive: true });
}
