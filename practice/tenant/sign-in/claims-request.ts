/** What a client requests in the `claims` parameter, as far as supported here. */
export type ClaimsRequest = {
	/** Authentication contexts, such as `c1`. */
	contexts: readonly string[];
	capabilities: readonly string[];
};

/** The default claim of a challenge: authentication context c1. */
export const DEFAULT_CHALLENGE = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

type Wanted = { value?: unknown; values?: unknown };

/**
 * Parses a `claims` parameter (OpenID Connect Core, section 5.5; Microsoft Learn,
 * `identity-platform/claims-challenge`). A malformed one requests nothing.
 */
export function readClaimsRequest(parameter: string | undefined): ClaimsRequest {
	const wanted = accessTokenPart(parameter);
	return { contexts: texts(wanted.acrs), capabilities: texts(wanted.xms_cc) };
}

/** Whether a token with these claims satisfies a challenge. */
export function fulfils(token: Readonly<Record<string, unknown>>, challenge: string): boolean {
	const { acrs, nbf } = accessTokenPart(challenge);
	const granted = Array.isArray(token.acrs) ? token.acrs : [];
	const earliest = Number(texts(nbf)[0] ?? 0);
	return texts(acrs).every((context) => granted.includes(context)) && Number(token.nbf) >= earliest;
}

function accessTokenPart(parameter: string | undefined): Readonly<Record<string, Wanted>> {
	try {
		const parsed: unknown = JSON.parse(parameter ?? "{}");
		const { access_token: part } = parsed as { access_token?: Record<string, Wanted> };
		return part ?? {};
	} catch {
		return {};
	}
}

function texts(wanted: Wanted | undefined): readonly string[] {
	const values = Array.isArray(wanted?.values) ? wanted.values : [wanted?.value];
	return values.filter((value) => typeof value === "string");
}
