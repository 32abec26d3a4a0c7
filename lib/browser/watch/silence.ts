/** Three heartbeats of the server. */
const SILENT_MS = 45_000;
/** One heartbeat and some latency: soon enough for somebody who has just returned to the page. */
const SILENT_ON_WAKING_MS = 20_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Calls back when nothing arrived for too long: at once when the computer wakes, the page becomes
 * visible or the network is back, since a connection that died in the meantime gives no sign. By
 * the wall clock: timers stop while a computer sleeps.
 */
export function watchForSilence(onSilence: () => void): { reset(): void; stop(): void } {
	let resetAt = Date.now();

	function look(silentMs: number): void {
		if (Date.now() - resetAt < silentMs) return;
		resetAt = Date.now();
		onSilence();
	}

	const timer = setInterval(() => look(SILENT_MS), LOOK_EVERY_MS);
	const stopListening = onWaking(() => look(SILENT_ON_WAKING_MS));
	return {
		reset() {
			resetAt = Date.now();
		},
		stop() {
			clearInterval(timer);
			stopListening();
		},
	};
}

const sleepers = new Set<() => void>();

/** Another tab has woken: its data must not be older than a heartbeat. */
export function wake(): void {
	for (const callback of [...sleepers]) callback();
}

/** Calls back whenever the page may have been away: asleep, frozen, hidden or offline. */
function onWaking(callback: () => void): () => void {
	sleepers.add(callback);
	const stop = new AbortController();
	const { signal } = stop;
	const ifVisible = () => document.visibilityState === "visible" && callback();
	document.addEventListener("visibilitychange", ifVisible, { signal });
	document.addEventListener("resume", callback, { signal });
	window.addEventListener("pageshow", callback, { signal });
	window.addEventListener("online", callback, { signal });
	return () => {
		sleepers.delete(callback);
		stop.abort();
	};
}

/** Waits, but ends early when the page wakes or the signal aborts. @returns whether it woke */
export function pauseUnlessWaking(ms: number, signal: AbortSignal): Promise<boolean> {
	return new Promise((resolve) => {
		const end = (hasWoken: boolean) => {
			clearTimeout(timer);
			stopListening();
			signal.removeEventListener("abort", onAbort);
			resolve(hasWoken);
		};
		const onAbort = () => end(false);
		const timer = setTimeout(onAbort, ms);
		const stopListening = onWaking(() => end(true));
		signal.addEventListener("abort", onAbort);
	});
}
