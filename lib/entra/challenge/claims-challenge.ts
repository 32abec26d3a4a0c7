import { readChallenges } from "./www-authenticate.ts";

/**
 * The claims that an API requires of a new token ("Claims challenges", Microsoft identity
 * platform): `Bearer error="insufficient_claims", claims="<base64 of JSON>"`.
 *
 * @param header the response's `WWW-Authenticate`
 * @returns the JSON to pass to MSAL; `undefined` when none is required or it cannot be read
 */
export function claimsChallenge(header: string | null): string | undefined {
	const challenge = readChallenges(header ?? "").find(
		({ scheme, params }) =>
			scheme === "bearer" && params.get("error") === "insufficient_claims" && params.has("claims"),
	);
	return challenge && decoded(challenge.params.get("claims") ?? "");
}

/** Base64 as Entra sends it, or base64url, with or without padding. */
function decoded(text: string): string | undefined {
	try {
		const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
		const json = new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
		JSON.parse(json);
		return json;
	} catch {
		return undefined;
	}
}
