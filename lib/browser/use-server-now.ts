"use client";

import { useEffect, useState } from "react";

const TICK_MS = 5_000;

/** How far the server's clock is ahead of this device's, at least. */
let aheadMs: number | undefined;

/** Notes a time received from the server. The way takes a while, so the one that is furthest ahead is the closest. */
export function noteServerTime(at: Date): void {
	const ms = at.getTime() - Date.now();
	if (ms > (aheadMs ?? Number.NEGATIVE_INFINITY)) aheadMs = ms;
}

/**
 * The time by the server's clock, updated every few seconds: the device's own clock may be wrong by
 * minutes.
 *
 * @param heardAt times received from the server, the latest just now; without any, those that were noted
 */
export function useServerNow(...heardAt: (Date | undefined)[]): Date {
	// A tab may receive an old message from another one; then the latest time is closer to the truth.
	const heardMs = Math.max(0, ...heardAt.map((at) => at?.getTime() ?? 0));
	const [nowMs, setNowMs] = useState(() => heardMs || Date.now() + (aheadMs ?? 0));
	useEffect(() => {
		const aheadOfDeviceMs = heardMs ? heardMs - Date.now() : (aheadMs ?? 0);
		const tick = () => setNowMs(Date.now() + aheadOfDeviceMs);
		tick();
		const timer = setInterval(tick, TICK_MS);
		return () => clearInterval(timer);
	}, [heardMs]);
	return new Date(nowMs);
}
