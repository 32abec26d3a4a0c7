import type { DirectoryAccount } from "./observation.ts";

/** Whether an account reads as before: the same object where writes are followed; after a restart, the same content. */
export function isSameAccount(a: DirectoryAccount, b: DirectoryAccount): boolean {
	return isSame(a, b);
}

/** A field that is `undefined` was not stored. */
function isSame(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (!isObject(a) || !isObject(b)) return false;
	if (a instanceof Date || b instanceof Date)
		return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
	return (
		Object.keys(a).every((key) => isSame(a[key], b[key])) &&
		Object.keys(b).every((key) => key in a || b[key] === undefined)
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}
