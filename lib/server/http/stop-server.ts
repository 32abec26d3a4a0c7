import type { FastifyInstance } from "fastify";
import type { Portal } from "#lib/server/portal.ts";

/** Calls that are being answered have this long; whoever does not read to the end is cut off. */
const ANSWERS_WITHIN_MS = 1_800;
/** Then nothing is waited for any more: every change that was confirmed is on disk. */
const GONE_WITHIN_MS = 2_800;

type Stopping = Pick<Portal, "streams" | "stop" | "log">;

/**
 * Stops a server within three seconds, whatever hangs: a client that does not read, a mail server, a
 * controller. Streams end first, since pages come back by themselves; then no call is taken any more,
 * and what is under way is answered.
 *
 * @param exit ends the process; called only when something did not end by itself
 */
export async function stopServer(
	app: FastifyInstance,
	{ streams, stop, log }: Stopping,
	exit: (code: number) => void = process.exit,
): Promise<void> {
	const cutOff = setTimeout(() => app.server.closeAllConnections(), ANSWERS_WITHIN_MS);
	const giveUp = setTimeout(() => {
		log.warn("stop-forced");
		exit(0);
	}, GONE_WITHIN_MS).unref();
	try {
		streams.stop();
		await app.close();
		await stop();
	} catch (error) {
		log.error("stop-failed", { error });
		exit(1);
	} finally {
		clearTimeout(cutOff);
		clearTimeout(giveUp);
	}
}
