import { errors, type JWTPayload, jwtVerify } from "jose";
import type { PeopleStore } from "../people.ts";
import type { SigningKeys } from "../sign-in/keys.ts";
import { GRAPH_AUDIENCE } from "../sign-in/scopes.ts";
import type { SignIns } from "../sign-in/sign-ins.ts";
import type { Switches } from "../switches.ts";
import { type GraphRefusal, REFUSALS, unknownObject } from "./graph-error.ts";
import type { Caller } from "./router.ts";

export type TokenIssuer = {
	keys: SigningKeys;
	issuer: string;
	people: PeopleStore;
	signIns: SignIns;
	switches: Switches;
};

/**
 * Checks the access token as Graph does. That its sign-in was ended does not matter, unless the tenant
 * evaluates access continuously: see {@link outdated}.
 */
export async function readCaller(
	authorization: string | undefined,
	{ keys, issuer, people }: TokenIssuer,
): Promise<Caller | GraphRefusal> {
	const token = authorization?.replace(/^Bearer +/i, "") ?? "";
	if (token === "") return REFUSALS.emptyToken;
	try {
		const { payload } = await jwtVerify(token, keys.findKey, {
			issuer,
			audience: GRAPH_AUDIENCE,
			algorithms: ["RS256"],
		});
		return callerOf(payload, people);
	} catch (error) {
		return refusalOf(error);
	}
}

/**
 * The claims that a token has to be had anew for, because its person's sign-ins were ended after it was
 * issued; undefined when it is good. Tokens count in whole seconds.
 */
export function outdated(
	{ person, claims }: Caller,
	{ signIns, switches }: Pick<TokenIssuer, "signIns" | "switches">,
): string | undefined {
	const endedAt = switches.continuousAccess ? signIns.endedAt(person.id) : undefined;
	if (endedAt === undefined) return undefined;
	const seconds = Math.floor(endedAt.getTime() / 1000);
	if (Number(claims.iat) >= seconds) return undefined;
	return JSON.stringify({ access_token: { nbf: { essential: true, value: String(seconds) } } });
}

function callerOf(claims: JWTPayload, people: PeopleStore): Caller | GraphRefusal {
	const id = String(claims.oid);
	const person = people.find(id);
	if (person === undefined) return unknownObject(id);
	const scopes = new Set(String(claims.scp).split(" "));
	return { person, appId: String(claims.azp), scopes, claims };
}

function refusalOf(error: unknown): GraphRefusal {
	if (error instanceof errors.JWTExpired) return REFUSALS.expiredToken;
	if (error instanceof errors.JWTClaimValidationFailed) return REFUSALS.wrongAudience;
	if (error instanceof errors.JWSSignatureVerificationFailed) return REFUSALS.badSignature;
	if (error instanceof errors.JWKSNoMatchingKey) return REFUSALS.badSignature;
	if (error instanceof errors.JOSEError) return REFUSALS.malformedToken;
	throw error;
}
