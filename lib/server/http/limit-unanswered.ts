import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { AT_ONCE } from "#lib/interface/limits.ts";

/**
 * Closes a connection with too many unanswered requests, which HTTP/1.1 allows to be sent (RFC 9112, section 9.3.2).
 * Node handles all that have arrived, two megabytes at a time, which would hold up everybody else for seconds.
 */
export function limitUnanswered(app: FastifyInstance): void {
	const unanswered = new WeakMap<Socket, number>();
	app.addHook("onRequest", ({ raw: { socket } }, reply, next) => {
		const others = unanswered.get(socket) ?? 0;
		if (others >= AT_ONCE.unanswered.most) {
			reply.hijack();
			socket.destroy();
			return;
		}
		unanswered.set(socket, others + 1);
		reply.raw.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
		next();
	});
}
