import type { FastifyInstance } from "fastify";
import type { Portal } from "#lib/server/portal.ts";

/** How long calls in progress may take; slow readers are then disconnected. */
const ANSWERS_WITHIN_MS = 1_800;
/** After this the process exits anyway: every confirmed change is on disk. */
const GONE_WITHIN_MS = 2_800;

type Stopping = Pick<Portal, "streams" | "stop" | "log">;

/**
 * Stops a server within three seconds, whatever hangs: a client that does not read, a mail server,
 * a controller. Streams end first, since pages reconnect; then no new call is accepted, and calls
 * in progress are answered.
 *
 * @param exit ends the process; called only if something did not end by itself
 */
export async function stopServer(
	app: FastifyInstance,
	{ streams, stop, log }: Stopping,
	exit: (code: number) => void = process.exit,
): Promise<void> {
	const cutOff = setTimeout(() => app.server.closeAllConnections(), ANSWERS_WITHIN_MS);
	// Also if everything has stopped but something keeps the process alive.
	setTimeout(() => {
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
	}
}
