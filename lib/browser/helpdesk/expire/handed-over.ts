const PEOPLE = "keyturn.expire";
const TYPED = "keyturn.expire.typed";

/**
 * The object ids of those whom the board handed over, as a list of members in this tab's storage. Their
 * other properties are read anew.
 */
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
