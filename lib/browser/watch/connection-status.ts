/** Load balancers that end every stream after a while do not count as a loss while reconnecting works. */
const LOST_AFTER_MS = 6_000;

/** Reports a connection only when it changes, and its loss only after some seconds. */
export function connectionStatus(tell: (isConnected: boolean) => void) {
	let told: boolean | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function say(isConnected: boolean): void {
		clearTimeout(timer);
		timer = undefined;
		if (told === isConnected) return;
		told = isConnected;
		tell(isConnected);
	}

	return {
		there: () => say(true),
		/** It has ended; it counts as lost unless it is back in time. */
		mayBeLost() {
			if (told !== false) timer ??= setTimeout(() => say(false), LOST_AFTER_MS);
		},
		/** It is lost now: what was received over it may be outdated. */
		lost: () => say(false),
		stop: () => clearTimeout(timer),
	};
}
