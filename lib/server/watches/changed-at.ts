import { z } from "zod";
import { WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";

/** Clocks may differ by as much. */
const MAX_AHEAD_MS = 10 * 60_000;

/** When a password was changed, as a call names it: an instant of the last 72 hours. */
export const changedAtSchema = z.iso
	.datetime({ error: "must be an instant in UTC like 2026-11-22T10:00:00Z" })
	.transform((text) => new Date(text))
	.refine(isRecent, { error: "must lie in the last 72 hours" });

function isRecent(changedAt: Date): boolean {
	const ageMs = now().getTime() - changedAt.getTime();
	return ageMs <= WATCH_LIFETIME_MS && ageMs >= -MAX_AHEAD_MS;
}

/** What the browser may tell of a change that it is about to send; a call without a body tells nothing. */
export const announcementSchema = z
	.strictObject({
		/** Entra's `lastPasswordChangeDateTime`, read just before; null: Entra names none. */
		lastChangedAt: z.iso
			.datetime({ error: "must be an instant in UTC like 2026-11-22T10:00:00Z" })
			.transform((text) => new Date(text))
			.nullable(),
		/** The last try from the same form was refused by Entra. */
		earlierTry: z.literal("refused"),
	})
	.partial();

/** The announcement as the core takes it. */
export function announced({ lastChangedAt, earlierTry }: z.output<typeof announcementSchema>) {
	return {
		lastChangedAt: lastChangedAt ?? undefined,
		isEarlierTryRefused: earlierTry === "refused",
	};
}
