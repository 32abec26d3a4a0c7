import type { GraphRequest } from "./router.ts";

/** @returns the object in a JSON body; undefined if it is not one or has another content type. */
export function jsonBody({
	headers,
	body,
}: Pick<GraphRequest, "headers" | "body">): Readonly<Record<string, unknown>> | undefined {
	if (headers["content-type"]?.startsWith("application/json") !== true) return undefined;
	try {
		return asObject(JSON.parse(body));
	} catch {
		return undefined;
	}
}

/** @returns a JSON object's properties; undefined for arrays and everything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
	const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
	return isObject ? { ...value } : undefined;
}
