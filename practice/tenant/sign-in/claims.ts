import { createHash } from "node:crypto";
import { isExternal, signInName } from "../directory/home.ts";
import type { Person } from "../people.ts";

const PERSONAL_ACCOUNTS_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

type Claims = Record<string, unknown>;

/** Everything that a token's claims depend on, besides the person. */
export type TokenAbout = {
	tenantId: string;
	clientId: string;
	sessionUid: string | undefined;
	tokenId: string;
	issuedAtSeconds: number;
};

/** Claims of an ID token, as in Entra's v2.0 tokens (`identity-platform/id-token-claims-reference`). */
export function idTokenClaims(
	person: Person,
	about: TokenAbout & { methods: readonly string[] },
): Claims {
	return {
		...sharedClaims(person, about),
		...roleClaim(person),
		login_hint: loginHint(person),
		...(about.methods.length > 0 && { amr: about.methods }),
	};
}

export type AccessAbout = TokenAbout & {
	isForGraph: boolean;
	scopes: readonly string[];
	/** Authentication contexts that the sign-in satisfied. */
	contexts: readonly string[];
	/** Client capabilities, such as `CP1`. */
	capabilities: readonly string[];
};

/** Claims of an access token (`identity-platform/access-token-claims-reference`). */
export function accessTokenClaims(person: Person, about: AccessAbout): Claims {
	const lastSegment = (scope: string): string => scope.slice(scope.lastIndexOf("/") + 1);
	return {
		...sharedClaims(person, about),
		...(about.isForGraph ? {} : { ...roleClaim(person), ...emailClaim(person) }),
		azp: about.clientId,
		azpacr: "0",
		scp: about.scopes.map(lastSegment).join(" "),
		...(about.contexts.length > 0 && { acrs: about.contexts }),
		...(about.capabilities.length > 0 && { xms_cc: about.capabilities }),
	};
}

function sharedClaims(person: Person, about: TokenAbout): Claims {
	const isFromOutside = isExternal(person);
	return {
		oid: person.id,
		tid: about.tenantId,
		ver: "2.0",
		name: person.displayName,
		preferred_username: signInName(person),
		acct: person.userType === "Guest" ? 1 : 0,
		...(isFromOutside && {
			idp: `https://sts.windows.net/${homeOf(person, about.tenantId).tenantId}/`,
		}),
		nbf: about.issuedAtSeconds,
		sid: about.sessionUid,
		uti: about.tokenId,
	};
}

function roleClaim({ appRoles }: Person): Claims {
	return appRoles.length > 0 ? { roles: appRoles } : {};
}

/** The optional claim `email`, which the portal's app registration requests for access tokens. */
function emailClaim({ mail }: Person): Claims {
	return mail === null ? {} : { email: mail };
}

/**
 * An account's home. For external people that is another tenant and another object id, so MSAL's
 * `homeAccountId` differs from the token's `oid` and `tid`.
 */
function homeOf(person: Person, tenantId: string): { id: string; tenantId: string } {
	if (!isExternal(person)) return { id: person.id, tenantId };
	const isPersonal = person.identities.some(({ issuer }) => issuer === "MicrosoftAccount");
	const homeTenant = person.mail?.split("@")[1] ?? "";
	return {
		id: guidOf(`${person.id} at home`),
		tenantId: isPersonal ? PERSONAL_ACCOUNTS_TENANT : guidOf(homeTenant),
	};
}

/** The `client_info` of a token response, from which MSAL derives `homeAccountId`. */
export function clientInfo(person: Person, tenantId: string): string {
	const home = homeOf(person, tenantId);
	return Buffer.from(JSON.stringify({ uid: home.id, utid: home.tenantId })).toString("base64url");
}

/** The subject, which differs from `oid` and between applications, as in Entra. */
export function pairwiseSubject(personId: string, clientId: string): string {
	return createHash("sha256").update(`${clientId} ${personId}`).digest("base64url");
}

/** The `login_hint` claim: "opaque, reliable", so not the user name. */
function loginHint({ id }: Person): string {
	return `O.${Buffer.from(id).toString("base64url")}`;
}

/** The id of the person in a `login_hint` claim, if it is one. */
export function personIdOfLoginHint(hint: string): string | undefined {
	return hint.startsWith("O.") ? Buffer.from(hint.slice(2), "base64url").toString() : undefined;
}

/** A deterministic GUID for a text. */
export function guidOf(text: string): string {
	const hex = createHash("sha256").update(text).digest("hex");
	const parts = [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
	];
	return [...parts, hex.slice(20, 32)].join("-");
}
