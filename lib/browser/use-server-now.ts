"use client";

import { useEffect, useState } from "react";

const TICK_MS = 5_000;

/**
 * The time by the server's clock, updated every few seconds: the device's own clock may be wrong by
 * minutes.
 *
 * @param heardAt times received from the server; the latest was received just now
 */
export function useServerNow(...heardAt: (Date | undefined)[]): Date {
	// A tab may receive an old message from another one; then the latest time is closer to the truth.
	const heardMs = Math.max(...heardAt.map((at) => at?.getTime() ?? 0));
	const [nowMs, setNowMs] = useState(heardMs);
	useEffect(() => {
		const receivedMs = Date.now();
		const tick = () => setNowMs(heardMs + Date.now() - receivedMs);
		tick();
		const timer = setInterval(tick, TICK_MS);
		return () => clearInterval(timer);
	}, [heardMs]);
	return new Date(nowMs);
}
