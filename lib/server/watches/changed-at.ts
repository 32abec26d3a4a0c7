import { z } from "zod";
import { now } from "#lib/clock/clock.ts";
import { WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import type { ReadBody } from "#lib/interface/interface.ts";

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

/** What a call tells of a change that is about to be sent, as the core takes it. */
export function announced({ lastChangedAt, earlierTry, isTry }: ReadBody<"POST /api/watches">) {
	return {
		sent: isTry && { lastChangedAt },
		lastChangedAt: lastChangedAt ?? undefined,
		isEarlierTryRefused: earlierTry === "refused",
	};
}
