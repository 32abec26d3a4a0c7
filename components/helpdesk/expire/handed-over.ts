const PEOPLE = "keyturn.expire";
const GROUP = "keyturn.expire.group";
const TYPED = "keyturn.expire.typed";

/**
 * Hands people over to the page that expires passwords; only this tab sees it. That page reads them
 * again, so their ids are enough, and 20,000 of them find room beside the pages of the group.
 *
 * @param group the name of the group that they are of, for the audit
 * @throws when the browser has no room for them: then they must not be taken for those of before
 */
export function handOver(ids: readonly string[], group: string): void {
	sessionStorage.setItem(PEOPLE, JSON.stringify(ids.map((id) => ({ id }))));
	sessionStorage.setItem(GROUP, group);
}

/** The name of the group of those who were handed over; `undefined`: they were typed. */
export function handedOverGroup(): string | undefined {
	try {
		return sessionStorage.getItem(GROUP) ?? undefined;
	} catch {
		return undefined;
	}
}

/** The object ids of those whom the board handed over. */
export function readHandedOver(): string[] {
	try {
		const people: unknown = JSON.parse(sessionStorage.getItem(PEOPLE) ?? "[]");
		if (!Array.isArray(people)) return [];
		const ids = people.flatMap((one: { id?: unknown } | null) =>
			typeof one?.id === "string" && GUID.test(one.id) ? [one.id.toLowerCase()] : [],
		);
		return [...new Set(ids)];
	} catch {
		return [];
	}
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function forgetHandedOver(): void {
	try {
		sessionStorage.removeItem(PEOPLE);
		sessionStorage.removeItem(GROUP);
	} catch {
		// Nothing was handed over.
	}
}

/** What was typed, so that a way through the tenant's pages does not lose it. */
export function readTyped(): string {
	try {
		return sessionStorage.getItem(TYPED) ?? "";
	} catch {
		return "";
	}
}

export function keepTyped(text: string): void {
	try {
		sessionStorage.setItem(TYPED, text);
	} catch {
		// It is typed again then.
	}
}
