type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/**
 * Removes undefined properties. Parsed JSON has none, but its type allows them, which exact optional
 * properties do not accept.
 */
export function withoutUndefined<T extends object>(value: T): Present<T> {
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(entries) as Present<T>;
}
