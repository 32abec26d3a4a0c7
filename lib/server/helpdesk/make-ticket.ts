import { randomBytes } from "node:crypto";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { openWatch, type Person, reportChange, type Watch } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import { currentWatch, type Watching } from "#lib/server/watches/find-watch.ts";
import { TICKET_BYTES } from "#lib/server/watches/record-change.ts";

/**
 * Gives a person who has changed the password without this portal a status to follow: the current watch
 * if there is one, else a new one. Its baseline is unknown, since the change came first, so that new keys
 * are told by their time alone and shown as weak.
 *
 * @param changedAt Entra's time of the last change, as the agent's browser has read it
 */
export async function makeTicket(
	watching: Watching,
	person: Person,
	changedAt: Date,
): Promise<{ watch: Watch; isNew: boolean }> {
	const current = await currentWatch(watching, person.id);
	if (current) return { watch: current, isNew: false };
	const at = now();
	const notRead: Observation = { kind: "unread", readAt: at, reason: "not-read-yet" };
	const observations = new Map(
		watching.domain.controllers.map((controller) => [
			controller.id,
			{ name: controller.name(), observation: notRead },
		]),
	);
	const ticket = randomBytes(TICKET_BYTES).toString("base64url");
	const watch = reportChange(openWatch(ticket, person, { observations, now: at }), changedAt, at);
	await watching.live.add(watch);
	return { watch, isNew: true };
}
