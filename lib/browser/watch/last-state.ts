import type { Word } from "#lib/core/watch/status-message.ts";
import { keep } from "../site/kept.ts";

const KEY = "keyturn.last-state";

/**
 * Stores what this page shows for the page that is served offline: a word, a time and of which watch, no
 * name. A state opened through a link is stored for the tab only, one's own until sign-out.
 */
export function keepLastState(ticket: string, word: Word, at: Date): void {
	const isShared = window.location.pathname.startsWith("/status/");
	// Without storage the offline page only says that there is no connection.
	keep(isShared ? "sessionStorage" : "localStorage", KEY, { ticket, word, at });
}

export const forgetLastState = () => keep("localStorage", KEY, undefined);

const WORKER = "/sw.js";

/** The part of Trusted Types that is needed here; browsers without them take the address itself. */
type TrustedTypes = {
	createPolicy(
		name: string,
		rules: { createScriptURL(address: string): string },
	): { createScriptURL(address: string): string };
};
let address: string | undefined;

/** The pages' CSP accepts a worker's address from this Trusted Types policy only, which knows no other. */
function trustedAddress(): string {
	const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
	const policy = trustedTypes?.createPolicy("keyturn-offline", { createScriptURL: () => WORKER });
	return policy?.createScriptURL(WORKER) ?? WORKER;
}

/** Installs the offline page on this device: only devices that follow a change need it. */
export async function readyForOffline(): Promise<void> {
	if (!("serviceWorker" in navigator)) return;
	try {
		address ??= trustedAddress();
		await navigator.serviceWorker.register(address);
	} catch {
		// Some browsers have the API and block it. Then there is no offline page.
	}
}
