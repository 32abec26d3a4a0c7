import type { ProblemCode } from "#lib/core/problem.ts";
import type { Log } from "#lib/log.ts";
import type { NoteRefusal } from "./add-interface.ts";

const SAID_EVERY_MS = 60_000;

/**
 * Has refused tokens, missing roles and held-back calls in the log: the first of a kind at once, all
 * others as a number once a minute, so that a flood of calls is no flood of lines. Nobody is named.
 */
export function countRefusals(log: Log): { note: NoteRefusal; stop(): void } {
	const counts = new Map<string, { route: string; code: ProblemCode; more: number }>();
	function say(): void {
		for (const [key, { route, code, more }] of counts) {
			if (more > 0) log.warn("calls-refused", { route, code, calls: more });
			counts.delete(key);
		}
	}
	const timer = setInterval(say, SAID_EVERY_MS);
	timer.unref();
	return {
		note(route, code) {
			const known = counts.get(`${route} ${code}`);
			if (known) known.more += 1;
			else {
				counts.set(`${route} ${code}`, { route, code, more: 0 });
				log.warn("calls-refused", { route, code, calls: 1 });
			}
		},
		stop() {
			clearInterval(timer);
			say();
		},
	};
}
