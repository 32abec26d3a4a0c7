import type { Call } from "./call.ts";

/** @returns the request's cookie of that name, or undefined. */
export function cookieOf({ headers }: Pick<Call, "headers">, name: string): string | undefined {
	const pairs = headers.cookie?.split(";").map((pair) => pair.trim()) ?? [];
	return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
