type Part<T> = T extends (...args: never[]) => unknown
	? T
	: T extends readonly (infer One)[]
		? readonly Part<One>[]
		: T extends object
			? { [K in keyof T]?: Part<T[K]> }
			: T;

/** For tests: an object of which only the given parts are used; each has the type of the whole. */
export function partOf<T>(part: Part<T>): T {
	return part as T;
}
