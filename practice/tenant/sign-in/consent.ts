import type { AskedScopes, Resource } from "./scopes.ts";

/** An administrator's consent for the portal. */
export type Consent = {
	/** Names of consented scopes, e.g. `User.Read`; can be changed. */
	readonly scopes: Set<string>;
	/**
	 * Whether tokens carry every consented scope of their resource, requested or not, like Entra's
	 * ("by design": AzureAD/microsoft-authentication-library-for-dotnet#1713,
	 * microsoftgraph/msgraph-sdk-powershell#1056).
	 */
	isCumulative: boolean;
};

/** Consents to exactly these scopes. */
export function setConsent({ scopes }: Consent, names: readonly string[]): void {
	scopes.clear();
	for (const name of names) scopes.add(name);
}

/** Whether everything requested has been consented to. */
export function isConsented(consent: Consent, { asked }: AskedScopes): boolean {
	return asked.every(({ name }) => consent.scopes.has(name));
}

/** The scopes of a token for `resource`, by name. */
export function grantedScopes(
	consent: Consent,
	resource: Resource,
	{ asked }: AskedScopes,
): readonly string[] {
	const names = new Set(asked.map(({ name }) => name));
	return resource.scopes.filter(
		(name) => consent.scopes.has(name) && (consent.isCumulative || names.has(name)),
	);
}

/** The `scope` of a token response: as spelled in the request, then the rest by name. */
export function spelledScopes(granted: readonly string[], { asked }: AskedScopes): string {
	const spelling = new Map(asked.map((scope) => [scope.name, scope.spelling]));
	return granted.map((name) => spelling.get(name) ?? name).join(" ");
}
