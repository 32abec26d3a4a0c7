import type { Member } from "#lib/core/cohort/member.ts";

const KEY = "keyturn.expire";

/**
 * Hands people over to the page that expires passwords; only this tab sees it. That page reads them
 * anew, so their ids are enough, and 20,000 of them find room beside the pages of the group.
 */
export function keepForExpiry(members: readonly Member[]): void {
	sessionStorage.setItem(KEY, JSON.stringify(members.map(({ id }) => ({ id }))));
}
