import type { FollowedGroup } from "#lib/browser/helpdesk/recent.ts";
import { keep, readKept } from "#lib/browser/site/kept.ts";
import { isObjectId } from "#lib/core/object-id.ts";

const PEOPLE = "keyturn.expire";
const GROUP = "keyturn.expire.group";
const TYPED = "keyturn.expire.typed";

/**
 * Hands people over to the page that expires passwords, within this tab. That page reads them
 * again, so ids are enough, and 20,000 of them fit beside the stored pages of the group.
 *
 * @param group the group they belong to
 * @throws when the browser has no room: then an earlier selection must not be used instead
 */
export function handOver(ids: readonly string[], { id, displayName }: FollowedGroup): void {
	sessionStorage.setItem(PEOPLE, JSON.stringify(ids.map((id) => ({ id }))));
	sessionStorage.setItem(GROUP, JSON.stringify({ id, displayName }));
}

/** The group of the people handed over; `undefined`: they were typed. */
export function handedOverGroup(): FollowedGroup | undefined {
	const kept = readKept("sessionStorage", GROUP) as Partial<FollowedGroup> | undefined;
	const { id, displayName } = kept ?? {};
	return id && displayName ? { id, displayName } : undefined;
}

/** The object ids of the people handed over by the board. */
export function readHandedOver(): string[] {
	const people = readKept("sessionStorage", PEOPLE);
	if (!Array.isArray(people)) return [];
	const ids = people.map((one: { id?: unknown } | null) => String(one?.id).toLowerCase());
	return [...new Set(ids.filter(isObjectId))];
}

export function forgetHandedOver(): void {
	for (const key of [PEOPLE, GROUP]) keep("sessionStorage", key, undefined);
}

/** The typed list, which survives a detour through the tenant's pages. */
export function readTyped(): string {
	return (readKept("sessionStorage", TYPED) as string | undefined) ?? "";
}

export function storeTyped(text: string): void {
	keep("sessionStorage", TYPED, text);
}
