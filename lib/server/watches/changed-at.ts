import * as z from "zod";
import { now } from "#lib/clock/clock.ts";
import { WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import type { ReadBody } from "#lib/interface/interface.ts";

/** Clocks may differ by this much. */
const MAX_AHEAD_MS = 10 * 60_000;

/** The time of a password change in a call: an instant within the last 72 hours. */
export const changedAtSchema = z.iso
	.datetime({ error: "must be an instant in UTC like 2026-11-22T10:00:00Z" })
	.transform((text) => new Date(text))
	.refine(isRecent, { error: "must lie in the last 72 hours" });

function isRecent(changedAt: Date): boolean {
	const ageMs = now().getTime() - changedAt.getTime();
	return ageMs <= WATCH_LIFETIME_MS && ageMs >= -MAX_AHEAD_MS;
}

/** Converts what a call announces about a change for the core. */
export function announced({
	lastChangedAt,
	earlierTry,
	isTry,
	attempt,
}: ReadBody<"POST /api/watches">) {
	return {
		isTry,
		attempt,
		lastChangedAt,
		isEarlierTryRefused: earlierTry === "refused",
	};
}
