import { type Habits, LESSONS_NEEDED } from "#lib/core/readiness/habits.ts";
import { openStore } from "#lib/server/store/store.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WAITS = 30;

/**
 * Gives a practice portal a history, so that newcomers see a forecast, and "usable" at the last
 * landing: thirty waits, and how the practice domain writes. All of it is invented, and marked as such.
 */
export async function inventHistory(
	dataDir: string,
	{ now = new Date(), waits = WAITS }: { now?: Date; waits?: number } = {},
): Promise<void> {
	const store = await openStore({ dataDir });
	try {
		await store.saveHabits(inventedHabits(now));
		for (let n = 0; n < waits; n++) {
			const usableAt = new Date(now.getTime() - (n + 1) * 7 * HOUR_MS);
			await store.addWait(
				{ ticket: `practice-${n}`, person: { id: `practice-${n}` } },
				{ usableAt, waitMs: inventedWaitMs(n), isFirstChange: n % 2 === 0 },
			);
		}
	} finally {
		await store.close();
	}
}

/** Around the practice domain's own delays: 50 to 110 seconds. */
function inventedWaitMs(n: number): number {
	return 50_000 + ((n * 7) % WAITS) * 2_000;
}

function inventedHabits(now: Date): Habits {
	const seen = { count: LESSONS_NEEDED, lastSeenAt: new Date(now.getTime() - 7 * HOUR_MS) };
	return {
		passwordTime: { kind: "controller", ...seen },
		firstKeys: { kind: "final", ...seen },
		lastLanded: undefined,
		isInvented: true,
	};
}
