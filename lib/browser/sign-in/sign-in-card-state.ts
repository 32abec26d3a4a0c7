import { keep, readKept } from "../site/kept.ts";
import { lastSignOut } from "./signed-out.ts";

/** Set from the moment somebody goes to sign in until the tab turns out to be signed out. Its value is the last sign-out before that. */
const KEY = "keyturn.signed-in";

/**
 * In the head of every page: hides the card that asks to sign in before it is painted, if this tab
 * is probably signed in.
 */
export const NOTE_SIGNED_IN = `try{if(sessionStorage.getItem("${KEY}"))document.documentElement.dataset.signedIn=""}catch{}`;

/** Whether the page asks to sign in right now. */
export const asksToSignIn = (): boolean => !("signedIn" in document.documentElement.dataset);

/** Shows the page's card that asks to sign in, or hides it. */
export function askToSignIn(asks: boolean): void {
	document.documentElement.toggleAttribute("data-signed-in", !asks);
	if (asks) keep("sessionStorage", KEY, undefined);
}

/** Makes this tab's next pages, after the tenant's, load without the sign-in card. */
export const expectSignIn = () => keep("sessionStorage", KEY, lastSignOut());

/** Whether somebody signed out in another tab since this one signed in. */
export function isSignedOutElsewhere(): boolean {
	const before = readKept("sessionStorage", KEY);
	return before !== undefined && before !== lastSignOut();
}
