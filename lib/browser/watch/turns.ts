/**
 * Runs `work` while this tab holds the lock of this name: one tab of the browser at a time does,
 * and the next one gets it as soon as it is free. A page that is frozen or navigated away releases
 * it first.
 *
 * @param work ends when its signal aborts
 */
export function takeTurns(
	name: string,
	work: (signal: AbortSignal) => Promise<void>,
	end: AbortSignal,
) {
	let turn: AbortController | undefined;
	let isAway = false;

	async function hold(options: LockOptions): Promise<void> {
		const own = new AbortController();
		const stop = () => own.abort();
		end.addEventListener("abort", stop, { once: true });
		try {
			await navigator.locks.request(name, options, async () => {
				if (isAway || end.aborted) return;
				turn = own;
				// A page that is about to be frozen has no time to wait for the work to end.
				await Promise.race([work(own.signal), aborted(own.signal)]);
			});
		} catch (error) {
			// It was aborted while waiting, or another tab took over.
			if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
		} finally {
			stop();
			end.removeEventListener("abort", stop);
		}
	}

	async function waitForTurns(): Promise<void> {
		while (!end.aborted) {
			if (isAway) await backAgain(end);
			await hold({ signal: end });
		}
	}

	const leave = () => {
		isAway = true;
		turn?.abort();
	};
	const resume = () => {
		isAway = false;
	};
	document.addEventListener("freeze", leave, { signal: end });
	window.addEventListener("pagehide", leave, { signal: end });
	document.addEventListener("resume", resume, { signal: end });
	window.addEventListener("pageshow", resume, { signal: end });
	return {
		/** Resolves after `end`. */
		ended: waitForTurns(),
		/** Takes over from a tab that does not answer. */
		takeOver: () => hold({ steal: true }),
	};
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve(), { once: true });
	});
}

/** Resolves when the page is thawed or shown again. */
function backAgain(end: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const listening = new AbortController();
		const done = () => {
			listening.abort();
			resolve();
		};
		const { signal } = listening;
		document.addEventListener("resume", done, { signal });
		window.addEventListener("pageshow", done, { signal });
		end.addEventListener("abort", done, { signal });
	});
}
