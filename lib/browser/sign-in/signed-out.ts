import { keep, readKept } from "../site/kept.ts";

/** Set from sign-out until the start page has shown the message. */
export const SIGNED_OUT_KEY = "keyturn.signed-out";

/** The id of the message, which is otherwise hidden. */
export const SIGNED_OUT_NOTE = "signed-out";

/** An inline script after the message, on the page to which the tenant returns: shows it once, before first paint. */
export const SHOW_SIGNED_OUT = `try{if(sessionStorage.getItem("${SIGNED_OUT_KEY}")){sessionStorage.removeItem("${SIGNED_OUT_KEY}");document.getElementById("${SIGNED_OUT_NOTE}").hidden=false}}catch{}`;

/** Which sign-out in this browser was the last: a value that changes with each, in any tab. */
const LAST = "keyturn.last-sign-out";

export const lastSignOut = (): unknown => readKept("localStorage", LAST) ?? 1;

/** Tells the other tabs of this browser, also those that are asleep, that somebody signs out. */
export const noteSignOut = () => keep("localStorage", LAST, Date.now());
