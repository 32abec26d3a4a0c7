"use client";

import { useEffect, useState } from "react";

const TICK_MS = 5_000;

/**
 * The time by the server's clock, every few seconds: one's own may be wrong by minutes.
 *
 * @param sentAt the server's time in its last message, which has just come
 */
export function useServerNow(sentAt: Date): Date {
	const [now, setNow] = useState(sentAt);
	useEffect(() => {
		const receivedMs = Date.now();
		const tick = () => setNow(new Date(sentAt.getTime() + Date.now() - receivedMs));
		tick();
		const timer = setInterval(tick, TICK_MS);
		return () => clearInterval(timer);
	}, [sentAt]);
	return now;
}
