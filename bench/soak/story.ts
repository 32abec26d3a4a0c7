/** The events of one person, printed if something goes wrong. */
export type Story = {
	name: string;
	note(what: string): void;
	/** Reports that something is wrong. */
	fail(what: string): void;
	readonly failures: readonly string[];
	readonly lines: readonly Line[];
};

export type Line = { at: number; what: string };

/** @param now in milliseconds since 1970 */
export function startStory(name: string, now: () => number = Date.now): Story {
	const lines: Line[] = [];
	const failures: string[] = [];
	const note = (what: string) => void lines.push({ at: now(), what });
	return {
		name,
		note,
		fail(what) {
			failures.push(what);
			note(`WRONG: ${what}`);
		},
		failures,
		lines,
	};
}

/**
 * The shortest story with a failure, with the faults during it.
 *
 * @returns lines to print; none without a failure
 */
export function shortestFailure(stories: readonly Story[], faults: readonly Line[]): string[] {
	const [story] = stories
		.filter(({ failures }) => failures.length > 0)
		.sort((a, b) => a.lines.length - b.lines.length);
	if (!story) return [];
	const [from, to] = [story.lines.at(0)?.at ?? 0, story.lines.at(-1)?.at ?? 0];
	const meanwhile = faults
		.filter(({ at }) => at >= from - BEFORE_MS && at <= to)
		.map(({ at, what }) => ({ at, what: `(${what})` }));
	const all = [...story.lines, ...meanwhile].sort((a, b) => a.at - b.at);
	return [
		`${story.name}:`,
		...all.map(({ at, what }) => `  ${((at - from) / 1000).toFixed(2).padStart(8)} s  ${what}`),
	];
}

/** A fault that began shortly before a story may be its cause. */
const BEFORE_MS = 10_000;

/** How often each kind of failure occurred, ignoring the numbers in it. */
export function failureCounts(stories: readonly Story[]): [what: string, times: number][] {
	const all = stories.flatMap(({ failures }) => failures);
	const kinds = Map.groupBy(all, (what) => what.replaceAll(/\d[\d:.TZ-]*/g, "…"));
	return [...kinds].map(([what, some]) => [what, some.length]);
}
