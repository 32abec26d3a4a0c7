import type { Call } from "./call.ts";

/** @returns a cookie of the request, or undefined without one of that name. */
export function cookieOf({ headers }: Pick<Call, "headers">, name: string): string | undefined {
	const pairs = headers.cookie?.split(";").map((pair) => pair.trim()) ?? [];
	return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
