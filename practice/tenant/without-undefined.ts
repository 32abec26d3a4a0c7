type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/**
 * The same without properties that are undefined. Parsed JSON has none, but its type says it might,
 * and types with exact optional properties do not take it.
 */
export function withoutUndefined<T extends object>(value: T): Present<T> {
	const entries = Object.entries(value).filter(([, held]) => held !== undefined);
	return Object.fromEntries(entries) as Present<T>;
}
