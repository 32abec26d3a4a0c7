type Where = "localStorage" | "sessionStorage";

/**
 * What this browser keeps under a key, which was written as JSON.
 *
 * @returns `undefined`: nothing, or nothing that can be read
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

/** Keeps a value as JSON; `undefined`: no longer. Nobody relies on it: a browser may store nothing. */
export function keep(where: Where, key: string, value: unknown): void {
	try {
		if (value === undefined) globalThis[where].removeItem(key);
		else globalThis[where].setItem(key, JSON.stringify(value));
	} catch {
		// This browser stores nothing, or has no room left.
	}
}
