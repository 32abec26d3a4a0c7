/** Load balancers that end every stream after a while do not count as a loss while reconnecting works. */
const LOST_AFTER_MS = 6_000;

/** Reports a connection only when it changes, and its loss only after some seconds. */
export function connectionStatus(onChange: (isConnected: boolean) => void) {
	let reported: boolean | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function report(isConnected: boolean): void {
		clearTimeout(timer);
		timer = undefined;
		if (reported === isConnected) return;
		reported = isConnected;
		onChange(isConnected);
	}

	return {
		there: () => report(true),
		/** The connection has ended, and counts as lost unless it is back in time. */
		mayBeLost() {
			if (reported !== false) timer ??= setTimeout(() => report(false), LOST_AFTER_MS);
		},
		/** The connection is lost: data received over it may be outdated. */
		lost: () => report(false),
		stop: () => clearTimeout(timer),
	};
}
