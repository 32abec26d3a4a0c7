import type { Word } from "#lib/core/watch/saying.ts";

const KEY = "keyturn.last-state";

/**
 * Keeps what this page says now for the page that is shown without a connection: a word and a time, no name.
 * What somebody sees by a link is kept for the tab alone, one's own until signing out.
 */
export function keepLastState(word: Word, at: Date): void {
	try {
		const { pathname } = window.location;
		const storage = pathname.startsWith("/status/") ? sessionStorage : localStorage;
		storage.setItem(KEY, JSON.stringify({ word, at }));
	} catch {
		// Without storage that page says only that there is no connection.
	}
}

export function forgetLastState(): void {
	try {
		localStorage.removeItem(KEY);
	} catch {
		// Nothing was kept.
	}
}

const WORKER = "/sw.js";

/** As much of Trusted Types as is needed here; browsers without them take the address itself. */
type TrustedTypes = {
	createPolicy(
		name: string,
		rules: { createScriptURL(address: string): string },
	): { createScriptURL(address: string): string };
};
let address: string | undefined;

/** The pages' policy lets a worker's address come from this policy alone, which knows no other. */
function trustedAddress(): string {
	const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
	const policy = trustedTypes?.createPolicy("keyturn-offline", { createScriptURL: () => WORKER });
	return policy?.createScriptURL(WORKER) ?? WORKER;
}

/** Has this device show that page: only devices that follow a change need it. */
export async function readyForOffline(): Promise<void> {
	if (!("serviceWorker" in navigator)) return;
	try {
		address ??= trustedAddress();
		await navigator.serviceWorker.register(address);
	} catch {
		// Some browsers have it and let nobody use it. Then there is no page of ours without a connection.
	}
}
