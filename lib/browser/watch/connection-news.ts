/** Load balancers that end every stream after a while are no news, as long as coming back works. */
const LOST_AFTER_MS = 6_000;

/** Tells of a connection only when it changes, and that it is lost only after some seconds. */
export function connectionNews(tell: (isConnected: boolean) => void) {
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
		/** It has ended; it is lost when it is not there again in time. */
		mayBeLost() {
			if (told !== false) timer ??= setTimeout(() => say(false), LOST_AFTER_MS);
		},
		/** It is lost now: what was heard of it may be old. */
		lost: () => say(false),
		stop: () => clearTimeout(timer),
	};
}
