/** A parameter of a request to `/authorize`, which oidc-provider passes untyped. */
export function parameter(
	params: Readonly<Record<string, unknown>> | undefined,
	name: string,
): string | undefined {
	const value = params?.[name];
	return typeof value === "string" ? value : undefined;
}
