import { readKept } from "../site/kept.ts";

/** The storage key of the last change. */
export const CHANGE_KEY = "keyturn.change";

/** Three days, the lifetime of its status. */
const FOLLOWED_MS = 259_200_000;

/** Whether this browser remembers a change that may still be followed. */
export function isChangeFollowed(): boolean {
	const { sentAt = "" } = (readKept("localStorage", CHANGE_KEY) ?? {}) as { sentAt?: string };
	return Date.now() - Date.parse(sentAt) < FOLLOWED_MS;
}

/** The same check in the head of every page, before first paint, so that the first page reserves space for it. */
export const NOTE_CHANGE = `try{if(Date.now()-Date.parse(JSON.parse(localStorage.getItem("${CHANGE_KEY}")).sentAt)<${FOLLOWED_MS})document.documentElement.dataset.change=""}catch{}`;
