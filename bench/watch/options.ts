import { parseArgs } from "node:util";
import { positive } from "../positive.ts";

/** The size of a run. */
export type WatchOptions = {
	/** Open event streams, each of another watch. */
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
	const { values } = parseArgs({
		args,
		options: {
			streams: { type: "string", default: "10000" },
			watches: { type: "string" },
			people: { type: "string", default: "20000" },
			seconds: { type: "string", default: "45" },
			changes: { type: "string", default: "1000" },
		},
	});
	const streams = positive("streams", values.streams);
	const watches = Math.max(streams, positive("watches", values.watches ?? values.streams));
	return {
		streams,
		watches,
		people: Math.max(watches, positive("people", values.people)),
		seconds: positive("seconds", values.seconds),
		changesPerMinute: positive("changes", values.changes),
	};
}
