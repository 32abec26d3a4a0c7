import "server-only";
import { answerFirst } from "./http/answer-first.ts";
import { createLog, outliveReaders } from "./log.ts";
import { portal } from "./portal.ts";
import { answerEvents } from "./streams/answer-events.ts";
import { closeStreams } from "./streams/open-streams.ts";

/**
 * Starts the portal's own work beside Next's, and sees to its end. A portal that cannot start ends the
 * process: half a portal would answer every call with an error.
 */
export async function startServer(): Promise<void> {
	const log = createLog();
	outliveReaders();
	answerFirst(answerEvents);
	try {
		const { stop } = await portal();
		for (const signal of ["SIGTERM", "SIGINT"] as const) {
			process.once(signal, () => {
				closeStreams();
				stop().catch((error) => log.error("stop-failed", { error }));
			});
		}
	} catch (error) {
		log.error("start-failed", { error });
		process.exit(1);
	}
}
