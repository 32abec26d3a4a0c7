/**
 * Escapes a value for a relative distinguished name: the comma in "Riley, Dana" must not end it
 * (RFC 4514 2.4).
 */
export function escapeNameValue(value: string): string {
	return value
		.replaceAll(/[\\,+"<>;]/g, "\\$&")
		.replace(/^[ #]/, "\\$&")
		.replace(/ $/, "\\ ");
}

/** A distinguished name for comparison: in lower case, without blanks after commas (RFC 4514 3). */
export function nameKey(name: string): string {
	return name.toLowerCase().split(SEPARATOR).join(",");
}

const SEPARATOR = /(?<!\\),\s*/;

/** The parent's key; `undefined` at the top. */
export function parentKey(key: string): string | undefined {
	const [, ...above] = key.split(SEPARATOR);
	return above.length > 0 ? above.join(",") : undefined;
}

/** Whether the entry is the base or below it. Both are `nameKey`s. */
export function isWithin(key: string, base: string): boolean {
	return key === base || key.endsWith(`,${base}`);
}
