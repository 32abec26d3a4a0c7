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

/**
 * Normalises a distinguished name for comparison: lower case, no spaces around separators, uniform
 * escapes (RFC 4514 3). `undefined`: not a distinguished name.
 */
export function nameKey(name: string): string | undefined {
	if (name.trim() === "") return "";
	if (!/^(?:\\.|[^\\])*$/s.test(name)) return undefined;
	const parts = components(name).map(componentKey);
	return parts.every((part) => part !== undefined) ? parts.join(",") : undefined;
}

/** The parent's key; `undefined` at the top. */
export function parentKey(key: string): string | undefined {
	const [first = ""] = components(key);
	return first.length < key.length ? key.slice(first.length + 1) : undefined;
}

/** Whether the entry is the base or below it. Both are `nameKey`s. */
export function isWithin(key: string, base: string): boolean {
	return key === base || key.endsWith(`,${base}`);
}

function components(name: string): string[] {
	return name.match(/(?:\\.|[^\\,])+/gs) ?? [];
}

function componentKey(component: string): string | undefined {
	const [, type, value] = /^\s*([\w.-]+)\s*=(.*)$/s.exec(component) ?? [];
	if (!type || value === undefined) return undefined;
	return `${type}=${escapeNameValue(unescapeValue(value.trim()))}`.toLowerCase();
}

/** Unescapes `\,` and runs of `\xx`, which are UTF-8 bytes. */
function unescapeValue(value: string): string {
	return value.replaceAll(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_, hex?: string, char?: string) =>
		hex ? Buffer.from(hex.replaceAll("\\", ""), "hex").toString("utf8") : (char ?? ""),
	);
}
