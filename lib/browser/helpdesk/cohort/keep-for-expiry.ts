import type { Member } from "#lib/core/cohort/member.ts";

const KEY = "keyturn.expire";

/** Hands people over to the page that expires passwords; only this tab sees it. */
export function keepForExpiry(members: readonly Member[]): void {
	sessionStorage.setItem(KEY, JSON.stringify(members));
}
