import type { IncomingMessage, ServerResponse } from "node:http";
import { failure } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { SECURITY_HEADERS } from "#lib/server/http/security-headers.ts";
import { portal } from "#lib/server/portal.ts";
import { findWatch } from "#lib/server/watches/find-watch.ts";
import { streamWatch } from "./watch-stream.ts";

const EVENTS_OF_WATCH = /^\/api\/watches\/(?<ticket>[\w-]+)\/events(?:\?|$)/;

/**
 * Answers `GET /api/watches/{ticket}/events`: the state of a watch as server-sent events, for whoever
 * has its ticket.
 *
 * @returns whether it was that call
 */
export function answerEvents(request: IncomingMessage, response: ServerResponse): boolean {
	const ticket = EVENTS_OF_WATCH.exec(request.url ?? "")?.groups?.ticket;
	if (request.method !== "GET" || ticket === undefined) return false;
	void stream(request, response, ticket)
		.catch((error: unknown) => failure("GET", error))
		.then((answer) => answer && send(response, answer));
	return true;
}

/** @returns what to answer instead of a stream */
async function stream(
	request: IncomingMessage,
	response: ServerResponse,
	ticket: string,
): Promise<Response | undefined> {
	const { watches } = await portal();
	const found = await findWatch(watches, ticket);
	if (!found.ok) return problem(found.code);
	// Whoever has gone meanwhile would never be seen going.
	if (response.destroyed) return undefined;
	const known = knownRevision(request.headers["last-event-id"]);
	streamWatch(response, watches, { watch: found.watch, known });
	return undefined;
}

/** The revision that the page has already, by the header `Last-Event-ID`. */
export function knownRevision(lastEventId: string | string[] | null | undefined) {
	return lastEventId ? Number(lastEventId) : undefined;
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
	if (response.headersSent) return void response.destroy();
	response.writeHead(answer.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answer.headers) });
	response.end(await answer.text());
}
