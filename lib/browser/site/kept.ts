type Where = "localStorage" | "sessionStorage";

/**
 * Reads a value that was stored as JSON.
 *
 * @returns `undefined` if it is missing or unreadable
 */
export function readKept(
	where: Where,
	key: string,
	parse: (text: string) => unknown = JSON.parse,
): unknown {
	try {
		return parse(globalThis[where].getItem(key) ?? "null") ?? undefined;
	} catch {
		return undefined;
	}
}

/** Stores a value as JSON; `undefined` removes it. Do not rely on it: a browser may store nothing. */
export function keep(where: Where, key: string, value: unknown): void {
	try {
		if (value === undefined) globalThis[where].removeItem(key);
		else globalThis[where].setItem(key, JSON.stringify(value));
	} catch {
		// This browser stores nothing, or has no room left.
	}
}
