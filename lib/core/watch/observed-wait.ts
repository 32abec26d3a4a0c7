import type { Wait } from "../forecast/forecast.ts";
import type { ControllerReadiness } from "../readiness/readiness.ts";
import type { Watch } from "./watch.ts";

/** A wait may be off by this much, or by a twentieth of itself, whichever is more. */
const TOLERANCE_MS = 10_000;
const TOLERANCE_SHARE = 1 / 20;

export type ObservedWait = Wait & { usableAt: Date };

/**
 * How long a change took, if the portal saw the last keys arrive. After a restart, or while a
 * controller did not answer, they may have been there long before they were seen; such a wait would
 * distort the forecast and is left out.
 *
 * @returns `undefined` when the watch is not usable, its change was not reported, or there was a
 *   gap
 */
export function observedWait(
	{ changedAt, usableAt }: Watch,
	controllers: readonly ControllerReadiness[],
	isFirstChange: boolean,
): ObservedWait | undefined {
	if (!changedAt || !usableAt) return undefined;
	const waitMs = usableAt.getTime() - changedAt.getTime();
	const lastMissingMs = Math.max(...controllers.map((c) => c.arrival?.missingAt?.getTime() ?? 0));
	const unseenMs = usableAt.getTime() - lastMissingMs;
	if (waitMs <= 0 || unseenMs > Math.max(TOLERANCE_MS, waitMs * TOLERANCE_SHARE)) return undefined;
	return { usableAt, waitMs, isFirstChange };
}
