const PARTS = /^kt[\s\-\u2013\u2014\u2011]*([0-9a-z]{4})[\s\-\u2013\u2014\u2011]*([0-9a-z]{4})$/i;

/**
 * Reads a reference as people say or paste it: in any case, with or without hyphens, and with
 * letters in place of similar digits (Crockford's base 32).
 *
 * @returns the reference as the portal writes it, e.g. `KT-7Q2M-9XKD`; `undefined`: not a
 *   reference, e.g. a name that starts with the same letters
 */
export function spokenReference(words: string): string | undefined {
	const [whole, first, second] = PARTS.exec(words.trim()) ?? [];
	if (!whole || !first || !second) return undefined;
	// Ten letters in a row may be a name.
	if (/^[a-z]+$/i.test(whole)) return undefined;
	const code = `${first}-${second}`.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
	return code.includes("U") ? undefined : `KT-${code}`;
}
