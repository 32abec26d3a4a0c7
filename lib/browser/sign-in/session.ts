import {
	forgetChangeRecord,
	noteSignedIn,
	readChangeRecord,
} from "#lib/browser/change/change-record.ts";
import { loadConfig } from "#lib/browser/client-config.ts";
import { keep } from "#lib/browser/site/kept.ts";
import { forgetTab } from "#lib/browser/site/storage.ts";
import { forgetLastState } from "#lib/browser/watch/last-state.ts";
import type { Failure } from "#lib/core/failure.ts";
import { goToSignIn, leaveTenant, type WhichAccount } from "#lib/entra/sign-in/go-to-sign-in.ts";
import {
	forgetAccounts,
	openSignIn,
	type SignIn,
	signedInAccount,
} from "#lib/entra/sign-in/sign-in.ts";
import { expectSignIn, isSignedOutElsewhere } from "./sign-in-card-state.ts";
import { noteSignOut, SIGNED_OUT_KEY } from "./signed-out.ts";

/** Where somebody came from to sign in: a link, and its sign-in hints. */
const ENTRY_KEYS = ["keyturn.link", "keyturn.hints"];

let started: Promise<SignIn> | undefined;

/**
 * Starts the sign-in once per page load, and forgets what this browser remembers of anybody else, or of
 * somebody who has signed out in another tab.
 *
 * @throws FailureError when it cannot, e.g. because the portal's settings cannot be read; the next
 *   call tries again
 */
export function startSignIn(): Promise<SignIn> {
	started ??= start().catch((error) => {
		started = undefined;
		throw error;
	});
	return started;
}

async function start(): Promise<SignIn> {
	const { signIn, arrival } = await openSignIn(await loadConfig());
	if (arrival?.isAnother) forgetTab({ keep: ENTRY_KEYS });
	if (arrival) noteSignedIn(arrival.personId);
	if (arrival && readChangeRecord()?.personId !== arrival.personId) {
		forgetChangeRecord();
		forgetLastState();
	}
	if (arrival) expectSignIn();
	else if (isSignedOutElsewhere()) {
		await forgetAccounts(signIn);
		forgetPerson();
	}
	const shown = signedInAccount(signIn)?.id;
	const isOther = () => signedInAccount(signIn)?.id !== shown;
	window.addEventListener("storage", () => isSignedOutElsewhere() && empty());
	// A page that the back-forward cache restores has slept through everything.
	window.addEventListener("pageshow", () => (isOther() || isSignedOutElsewhere()) && empty());
	return signIn;
}

/** Loads the page again, for whoever is signed in now; until then it shows nothing. */
function empty(): void {
	document.documentElement.hidden = true;
	window.location.reload();
}

/** Forgets what identifies anybody in this tab, and the change that this browser remembers. */
function forgetPerson(): void {
	forgetChangeRecord();
	forgetLastState();
	// The page stores what it shows until it is left.
	window.addEventListener("pagehide", forgetLastState, { once: true });
	forgetTab();
}

/**
 * Goes to the tenant's sign-in page, which returns to `returnTo`, a path of this portal.
 *
 * @returns why the page could not be left
 * @throws FailureError like `startSignIn`
 */
export async function leaveToSignIn(
	returnTo: string,
	which?: WhichAccount,
): Promise<Failure | undefined> {
	const signIn = await startSignIn();
	expectSignIn();
	return await goToSignIn(signIn, returnTo, which);
}

/**
 * Signs out of the portal, in every tab of this browser, and of the tenant; nothing that identifies anybody
 * stays.
 *
 * @returns why the page could not navigate to the tenant
 */
export async function signOut(signIn: SignIn): Promise<Failure | undefined> {
	forgetPerson();
	noteSignOut();
	keep("sessionStorage", SIGNED_OUT_KEY, 1);
	const failure = await leaveTenant(signIn);
	if (failure) forgetTab();
	return failure;
}
