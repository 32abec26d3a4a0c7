import type { Log } from "#lib/log.ts";
import { serverPauseAfterMs } from "./retry-schedule.ts";

/** Leaves a mail server alone that takes no mail at all, ever longer, whichever mail is next. */
export type ServerPause = {
	isOver(): boolean;
	begin(answer: string): void;
	/** The server has answered about a mail. */
	reset(): void;
};

/** @param elapsedMs a clock that never jumps: a corrected one would end a pause at once, or never */
export function createServerPause(log: Log, elapsedMs: () => number): ServerPause {
	let failures = 0;
	let untilMs = Number.NEGATIVE_INFINITY;
	return {
		isOver: () => elapsedMs() >= untilMs,
		begin(answer) {
			failures += 1;
			const pauseMs = serverPauseAfterMs(failures);
			untilMs = elapsedMs() + pauseMs;
			log.error("mail-server-away", { failures, pauseMs, answer });
		},
		reset() {
			failures = 0;
			untilMs = Number.NEGATIVE_INFINITY;
		},
	};
}
