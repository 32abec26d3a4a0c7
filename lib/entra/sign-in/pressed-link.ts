const KEY = "keyturn.pressed-link";

/**
 * Remembers the last portal link pressed from now on, because a page that is navigating to the tenant's sign-in cannot follow it.
 *
 * @returns stops and forgets it
 */
export function rememberPresses(): () => void {
	const stop = new AbortController();
	window.addEventListener(
		"click",
		({ target, defaultPrevented }) => {
			const link = target instanceof Element && target.closest("a");
			// Links within the portal are followed by the page itself (`AppLink`).
			if (!link || !defaultPrevented) return;
			try {
				sessionStorage.setItem(KEY, link.href);
			} catch {
				// If storage is full, the press is followed only if the page stays.
			}
		},
		{ signal: stop.signal },
	);
	return () => {
		stop.abort();
		takePressedLink();
	};
}

/** The address of the remembered link, once. */
export function takePressedLink(): string | null {
	try {
		const href = sessionStorage.getItem(KEY);
		sessionStorage.removeItem(KEY);
		return href;
	} catch {
		return null;
	}
}
