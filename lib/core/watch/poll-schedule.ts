import type { Watch } from "./watch.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Step = { upToAgeMs: number; intervalMs: number };

/** Recent changes are read every second, older ones less often. */
const CHANGED: Step[] = [
	{ upToAgeMs: 10 * MINUTE, intervalMs: SECOND },
	{ upToAgeMs: HOUR, intervalMs: 3 * SECOND },
	{ upToAgeMs: 6 * HOUR, intervalMs: 20 * SECOND },
	{ upToAgeMs: Number.POSITIVE_INFINITY, intervalMs: 2 * MINUTE },
];

/** A change whose report was lost shows up in the domain; a watch that was merely opened never does. */
const OPEN: Step[] = [
	{ upToAgeMs: 10 * MINUTE, intervalMs: 5 * SECOND },
	{ upToAgeMs: HOUR, intervalMs: MINUTE },
	{ upToAgeMs: Number.POSITIVE_INFINITY, intervalMs: 10 * MINUTE },
];

/** After it was usable: a lockout or an expiry in the first minutes is still shown. */
const SETTLED: Step[] = [
	{ upToAgeMs: 15 * MINUTE, intervalMs: 5 * SECOND },
	{ upToAgeMs: HOUR, intervalMs: MINUTE },
	{ upToAgeMs: Number.POSITIVE_INFINITY, intervalMs: 10 * MINUTE },
];

/** How long to wait between two readings of the domain for a watch, in milliseconds. */
export function pollIntervalMs(watch: Watch, now: Date): number {
	if (watch.usableAt && watch.state === "usable") return step(SETTLED, watch.usableAt, now);
	if (watch.changedAt) return step(CHANGED, watch.changedAt, now);
	return watch.state === "open"
		? step(OPEN, watch.baselineAt, now)
		: step(CHANGED, watch.stateSince, now);
}

function step(steps: Step[], since: Date, now: Date): number {
	const ageMs = now.getTime() - since.getTime();
	return steps.find((s) => ageMs < s.upToAgeMs)?.intervalMs ?? 10 * MINUTE;
}

/** The fractional parts of its multiples fill the interval from 0 to 1 evenly, however many there are. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

type Turn = {
	/** Watches in one slot are read together. */
	place: number;
	intervalMs: number;
	/** How often the schedule is checked. */
	tickMs: number;
	nowMs: number;
};

/**
 * When the next turn of a slot begins. Every slot has one turn per interval; the turns of different
 * slots are spread evenly over it, at whole ticks.
 */
export function nextTurnMs({ place, intervalMs, tickMs, nowMs }: Turn): number {
	const ticks = Math.max(1, Math.floor(intervalMs / tickMs));
	const offsetMs = Math.floor(((place * GOLDEN_RATIO) % 1) * ticks) * tickMs;
	return (Math.floor((nowMs - offsetMs) / intervalMs) + 1) * intervalMs + offsetMs;
}
