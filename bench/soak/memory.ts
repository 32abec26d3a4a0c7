import { memoryOf } from "../process-memory.ts";

/** What a process held, by how long it had been running. */
export type Sample = { afterMs: number; bytes: number };

/** A process fills its caches and compiles what it runs often. */
const WARM_MS = 60_000;
/** What garbage may make of it. */
const SLACK_BYTES = 48 * 1024 * 1024;

export type Growth = { first: number; last: number; isFlat: boolean };

/**
 * Compares the least that a process held in the first third of its time with that of the last third: what
 * garbage adds comes and goes, what leaks stays.
 *
 * @returns `undefined` when it ran too short to say anything
 */
export function growth(samples: readonly Sample[]): Growth | undefined {
	const warm = samples.filter(({ afterMs }) => afterMs >= WARM_MS);
	const third = Math.floor(warm.length / 3);
	if (third < 3) return undefined;
	const least = (some: readonly Sample[]) => Math.min(...some.map(({ bytes }) => bytes));
	const [first, last] = [least(warm.slice(0, third)), least(warm.slice(-third))];
	return { first, last, isFlat: last - first <= SLACK_BYTES };
}

/** Weighs processes every few seconds; each start of a process begins a series of its own. */
export function followMemory(pids: () => readonly { name: string; pid: number | undefined }[]) {
	const series = new Map<number, { name: string; startedAt: number; samples: Sample[] }>();
	const timer = setInterval(() => {
		for (const { name, pid } of pids()) {
			if (pid === undefined) continue;
			const own = series.get(pid) ?? { name, startedAt: Date.now(), samples: [] };
			series.set(pid, own);
			try {
				const bytes = memoryOf(pid);
				if (bytes > 0) own.samples.push({ afterMs: Date.now() - own.startedAt, bytes });
			} catch {
				// It has just been ended.
			}
		}
	}, 2_000);
	return {
		/** Of each process that ran long enough. */
		stop() {
			clearInterval(timer);
			return [...series.values()].flatMap(({ name, samples }) => {
				const found = growth(samples);
				return found ? [{ name, seconds: (samples.at(-1)?.afterMs ?? 0) / 1000, ...found }] : [];
			});
		},
	};
}
