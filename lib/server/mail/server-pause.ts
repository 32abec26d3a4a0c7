import type { Log } from "#lib/server/log.ts";
import { serverPauseAfterMs } from "./retry-schedule.ts";

/** Leaves a mail server alone that takes no mail at all, ever longer, whichever mail is next. */
export type ServerPause = {
	isOver(): boolean;
	begin(answer: string): void;
	/** The server has answered about a mail. */
	reset(): void;
};

export function createServerPause(log: Log, now: () => Date): ServerPause {
	let failures = 0;
	let untilMs = 0;
	return {
		isOver: () => now().getTime() >= untilMs,
		begin(answer) {
			failures += 1;
			const pauseMs = serverPauseAfterMs(failures);
			untilMs = now().getTime() + pauseMs;
			log.error("mail-server-away", { failures, pauseMs, answer });
		},
		reset() {
			failures = 0;
			untilMs = 0;
		},
	};
}
