import type { JWTPayload } from "jose";
import type { ChallengeFault } from "../fault-gate.ts";
import type { Answer } from "../http/call.ts";
import { DEFAULT_CHALLENGE, fulfils } from "../sign-in/claims-request.ts";
import { GRAPH_AUDIENCE } from "../sign-in/scopes.ts";
import { type RequestIds, refuse } from "./graph-error.ts";

const AUTHORIZATION_URI = "https://login.microsoftonline.com/common/oauth2/authorize";
const BEARER = `Bearer realm="", authorization_uri="${AUTHORIZATION_URI}", client_id="${GRAPH_AUDIENCE}"`;

/** The headers of a 401 without a challenge. */
export const UNAUTHENTICATED = { "www-authenticate": BEARER } as const;

/**
 * A claims challenge (Microsoft Learn, `identity-platform/claims-challenge`). The claims are base64 with
 * padding, which naive header parsers lose.
 *
 * @returns undefined if the token satisfies it.
 */
export function challenge(
	{ claims = DEFAULT_CHALLENGE }: ChallengeFault,
	token: JWTPayload,
	ids: RequestIds,
): Answer | undefined {
	if (fulfils(token, claims)) return undefined;
	const encoded = Buffer.from(claims).toString("base64");
	return refuse(
		{
			status: 401,
			code: "InvalidAuthenticationToken",
			message:
				"Continuous access evaluation resulted in challenge with result: InteractionRequired and code: ClaimsChallengeRequired",
			headers: {
				"www-authenticate": `${BEARER}, error="insufficient_claims", claims="${encoded}"`,
			},
		},
		ids,
	);
}
