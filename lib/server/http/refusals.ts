import type { ProblemCode } from "#lib/core/problem.ts";
import type { Log } from "#lib/log.ts";

const LOG_EVERY_MS = 60_000;

/** Refusals that are not anybody's fault, or have a more specific log line of their own. */
const NOT_LOGGED: ReadonlySet<ProblemCode> = new Set([
	"claims-needed",
	"watch-ended",
	"link-changed-meanwhile",
	"look-up-ended",
	"reference-not-found",
	"store-unavailable",
	"unexpected",
]);

/**
 * Logs refused calls, whatever the reason: the first of a kind at once, all others as a count once
 * a minute, so that a flood of calls does not flood the log. Names nobody, and nothing that was
 * sent.
 */
export function countRefusals(log: Log): {
	note(route: string, code: ProblemCode): void;
	stop(): void;
} {
	const counts = new Map<string, { route: string; code: ProblemCode; more: number }>();
	function say(): void {
		for (const [key, { route, code, more }] of counts) {
			if (more > 0) log.warn("calls-refused", { route, code, calls: more });
			counts.delete(key);
		}
	}
	const timer = setInterval(say, LOG_EVERY_MS);
	timer.unref();
	return {
		note(route, code) {
			if (NOT_LOGGED.has(code)) return;
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
