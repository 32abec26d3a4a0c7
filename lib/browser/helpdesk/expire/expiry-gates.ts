import { FULL_PACE, type Pace, refused, wentThrough } from "#lib/core/cohort/pace.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Holds calls back for as long as the service wants it. */
export type PaceGate = {
	isOpen(now: number): boolean;
	opensAt(): number;
	lanes(): number;
	wentThrough(count: number): void;
	throttled(now: number, retryAfterMs: number | undefined): void;
};

export function paceGate(): PaceGate {
	let pace: Pace = FULL_PACE;
	let openAt = 0;
	return {
		isOpen: (now) => now >= openAt,
		opensAt: () => openAt,
		lanes: () => pace.lanes,
		wentThrough(count) {
			if (count > 0) pace = wentThrough(pace, count);
		},
		throttled(now, retryAfterMs) {
			// Calls that were under way together are refused together; that counts once.
			if (now < openAt) {
				openAt = Math.max(openAt, now + (retryAfterMs ?? 0));
				return;
			}
			const next = refused(pace, retryAfterMs);
			pace = next.pace;
			openAt = now + next.waitMs;
		},
	};
}

/** Holds everything back while nothing answers: longer each time, and no longer once the network is back. */
export type NetworkGate = {
	opensAt(): number;
	failed(now: number): void;
	answered(): void;
	open(): void;
};

export function networkGate(): NetworkGate {
	let waitMs = FIRST_WAIT_MS;
	let openAt = 0;
	return {
		opensAt: () => openAt,
		failed(now) {
			if (now < openAt) return;
			openAt = now + waitMs;
			waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
		},
		answered() {
			waitMs = FIRST_WAIT_MS;
		},
		open() {
			openAt = 0;
		},
	};
}
