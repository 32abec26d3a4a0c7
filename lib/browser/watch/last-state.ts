import type { Word } from "#lib/core/watch/status-message.ts";
import { keep } from "../site/kept.ts";

const KEY = "keyturn.last-state";

/**
 * Stores the state for the offline page: a word, a time and the watch it belongs to, no name. A state opened through a link is
 * stored for the tab only, one's own until sign-out.
 */
export function keepLastState(ticket: string, word: Word, at: Date): void {
	const isShared = window.location.pathname.startsWith("/status/");
	// Without storage the offline page only says that there is no connection.
	keep(isShared ? "sessionStorage" : "localStorage", KEY, { ticket, word, at });
}

export const forgetLastState = () => keep("localStorage", KEY, undefined);
