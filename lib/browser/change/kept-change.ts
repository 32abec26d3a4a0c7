import { readKept } from "../site/kept.ts";

/** Where this browser keeps what it remembers of the last change. */
export const CHANGE_KEY = "keyturn.change";

/** Three days: so long its status lasts. */
const FOLLOWED_MS = 259_200_000;

/** Whether this browser remembers a change that may still be followed. */
export function isChangeFollowed(): boolean {
	const { sentAt = "" } = (readKept("localStorage", CHANGE_KEY) ?? {}) as { sentAt?: string };
	return Date.now() - Date.parse(sentAt) < FOLLOWED_MS;
}

/** The same in the head of every page, before anything is painted, so that the first page keeps room for it. */
export const NOTE_CHANGE = `try{if(Date.now()-Date.parse(JSON.parse(localStorage.getItem("${CHANGE_KEY}")).sentAt)<${FOLLOWED_MS})document.documentElement.dataset.change=""}catch{}`;
