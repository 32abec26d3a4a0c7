import { heapInUse } from "../inspected-heap.ts";

/** The heap of a process after garbage collection, and its uptime. */
export type Sample = { afterMs: number; bytes: number; watches: number };

const EVERY_MS = 10_000;
/** Until then a process fills caches and compiles hot code. */
const WARM_MS = 60_000;
/** For calls, streams and transactions in progress. */
const SLACK_BYTES = 4 * 1024 * 1024;
/** A watch lives for 72 hours, longer than any soak, so it is no leak. */
const WATCH_BYTES = 24 * 1024;

export type Growth = { first: number; last: number; watches: number; isFlat: boolean };

/**
 * Compares the smallest heap of the first third of a process's run with that of the last third. Only live objects
 * count: how much garbage there is, and how much memory V8 reserves, is up to V8.
 *
 * @returns `undefined` if it ran too briefly
 */
export function growth(samples: readonly Sample[]): Growth | undefined {
	const warm = samples.filter(({ afterMs }) => afterMs >= WARM_MS);
	const third = Math.floor(warm.length / 3);
	if (third < 3) return undefined;
	const least = (some: readonly Sample[]) => some.reduce((a, b) => (a.bytes <= b.bytes ? a : b));
	const [first, last] = [least(warm.slice(0, third)), least(warm.slice(-third))];
	const watches = last.watches - first.watches;
	const allowed = SLACK_BYTES + Math.max(0, watches) * WATCH_BYTES;
	return {
		first: first.bytes,
		last: last.bytes,
		watches,
		isFlat: last.bytes - first.bytes <= allowed,
	};
}

/** A process to measure, started with `INSPECTED`. */
type Weighed = { name: string; pid: number | undefined; url: string; log(): string };

/** Measures processes every few seconds; each start of a process begins a new series. */
export function followMemory(running: () => readonly Weighed[]) {
	const series = new Map<number, { name: string; startedAt: number; samples: Sample[] }>();
	let timer: NodeJS.Timeout;
	let isStopped = false;

	async function weigh({ name, pid, url, log }: Weighed): Promise<void> {
		if (pid === undefined) return;
		const own = series.get(pid) ?? { name, startedAt: Date.now(), samples: [] };
		series.set(pid, own);
		const watches = await liveWatches(url);
		const bytes = await heapInUse(log());
		own.samples.push({ afterMs: Date.now() - own.startedAt, bytes, watches });
	}

	function weighAll(): void {
		// A process may just have ended.
		const all = running().map((one) => weigh(one).catch(() => undefined));
		void Promise.all(all).then(() => {
			if (!isStopped) timer = setTimeout(weighAll, EVERY_MS);
		});
	}

	weighAll();
	return {
		/** @returns the growth of each process that ran long enough */
		stop() {
			isStopped = true;
			clearTimeout(timer);
			return [...series.values()].flatMap(({ name, samples }) => {
				const found = growth(samples);
				return found ? [{ name, seconds: (samples.at(-1)?.afterMs ?? 0) / 1000, ...found }] : [];
			});
		},
	};
}

/** How many watches a portal has in memory. */
async function liveWatches(url: string): Promise<number> {
	const text = await (await fetch(`${url}/api/metrics`)).text();
	const counts = [...text.matchAll(/^keyturn_watches\{.*\} (\d+)$/gm)];
	return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
