import { numbersIn } from "../options.ts";

/** The size of a run. */
export type WatchOptions = {
	/** Open event streams, each for a different watch. */
	streams: number;
	/** Watches in all; those beyond the streams have no open page. */
	watches: number;
	/** Accounts in the domain. */
	people: number;
	/** How long changes arrive, in seconds. */
	seconds: number;
	changesPerMinute: number;
};

/** The options after `npm run bench -- watch`. @throws when one is unknown or not a number */
export function readWatchOptions(args: string[]): WatchOptions {
	const defaults = { streams: 10_000, watches: 1, people: 20_000, seconds: 45, changes: 1_000 };
	const { streams, changes: changesPerMinute, seconds, ...asked } = numbersIn(args, defaults);
	const watches = Math.max(streams, asked.watches);
	const people = Math.max(watches, asked.people);
	return { streams, watches, people, seconds, changesPerMinute };
}
