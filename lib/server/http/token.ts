import { hash } from "node:crypto";
import { errors, type JWTPayload, jwtVerify } from "jose";
import { now } from "#lib/clock/clock.ts";
import { plainLine } from "#lib/core/link/plain-text.ts";
import { isObjectId } from "#lib/core/object-id.ts";
import type { Person } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import type { Tenant } from "#lib/server/settings/settings.ts";
import { type TenantKeys, tenantKeys } from "./tenant-keys.ts";

/** The clocks of the tenant and this machine may differ by this much. */
const CLOCK_TOLERANCE_S = 60;
const SCOPE = "Access";
/** RFC 5321 section 4.5.3.1.3. */
const MAX_ADDRESS_LENGTH = 254;

/** The caller, from a token that the tenant issued for this portal's own API. */
export type Caller = Person & {
	roles: readonly string[];
	/** The authentication contexts that the sign-in satisfied (claim `acrs`). */
	authContexts: readonly string[];
	/** The mail address in Entra, from the token only. */
	mail: string | undefined;
};

type TokenResult =
	| { ok: true; caller: Caller }
	| { ok: false; code: "token-missing" | "token-refused" | "scope-missing" | "tenant-unreachable" };

/** @param authorization the header of this name */
export type CheckToken = (authorization: string | undefined) => Promise<TokenResult>;

/** The tenant's signing keys, from its discovery document. */
export const keysOf = ({ authority }: Pick<Tenant, "authority">, log?: Log): TenantKeys =>
	tenantKeys(`${authority}/discovery/v2.0/keys`, undefined, log);

/**
 * Verifies bearer tokens (RFC 6750, RFC 9068 section 4): signature against the tenant's keys,
 * issuer, audience, tenant, lifetime and scope.
 *
 * @param doubtClock asks the tenant for its time again, before a token is refused for its lifetime
 */
export function tokenCheck(
	tenant: Tenant,
	doubtClock: () => Promise<void> = async () => undefined,
	keys: TenantKeys = keysOf(tenant),
): CheckToken {
	async function verify(token: string): Promise<Verified> {
		const { payload } = await jwtVerify(token, keys.find, {
			issuer: `${tenant.authority}/v2.0`,
			audience: [tenant.clientId, `api://${tenant.clientId}`],
			algorithms: ["RS256"],
			requiredClaims: ["oid", "tid", "exp", "nbf"],
			clockTolerance: CLOCK_TOLERANCE_S,
			currentDate: now(),
		});
		const { nbf = 0, exp = 0 } = payload;
		return { nbf, exp, result: resultOf(payload, tenant) };
	}

	const verified = verifiedTokens(keys);
	return async (authorization) => {
		const [scheme, token] = (authorization ?? "").split(/ +/);
		if (scheme?.toLowerCase() !== "bearer" || !token) return { ok: false, code: "token-missing" };
		const known = verified();
		const digest = hash("sha256", token);
		const before = known?.get(digest);
		if (before && isCurrent(before)) return before.result;
		try {
			const found = await verify(token).catch(async (error: unknown) => {
				if (!isAboutLifetime(error)) throw error;
				await doubtClock();
				return await verify(token);
			});
			known?.set(digest, found);
			return found.result;
		} catch (error) {
			const isOutage = !(error instanceof errors.JOSEError);
			return { ok: false, code: isOutage ? "tenant-unreachable" : "token-refused" };
		}
	};
}

/** A token whose signature, issuer and audience are right, with its lifetime (RFC 7519). */
type Verified = { nbf: number; exp: number; result: TokenResult };

const isCurrent = ({ nbf, exp }: Verified): boolean => {
	const nowS = Math.floor(now().getTime() / 1_000);
	return nbf <= nowS + CLOCK_TOLERANCE_S && exp > nowS - CLOCK_TOLERANCE_S;
};

/** A kilobyte each, at most. */
const MOST_REMEMBERED = 10_000;

/**
 * The tokens verified with the current keys, by their digest, since a page makes several calls with the same one. They are
 * dropped with the keys, after ten minutes of use at the latest.
 */
function verifiedTokens(keys: TenantKeys) {
	let of: object | undefined;
	let verified = new Map<string, Verified>();
	return (): Map<string, Verified> | undefined => {
		const current = keys.current();
		if (current !== of || verified.size >= MOST_REMEMBERED) verified = new Map();
		of = current;
		return current && verified;
	};
}

function resultOf(payload: JWTPayload, tenant: Tenant): TokenResult {
	if (!isForPerson(payload, tenant)) return { ok: false, code: "token-refused" };
	const scopes = String(payload.scp ?? "").split(" ");
	if (!scopes.includes(SCOPE)) return { ok: false, code: "scope-missing" };
	return { ok: true, caller: callerFrom(payload) };
}

/**
 * Whether this is a person of the tenant, through a client that may act for people (RFC 9068,
 * section 4): not an application on its own (`idtyp` "app"), and the portal's own client if the
 * token names one (`azp`, v1: `appid`).
 */
function isForPerson(payload: JWTPayload, tenant: Tenant): boolean {
	const client = payload.azp ?? payload.appid ?? tenant.clientId;
	return (
		payload.tid === tenant.id &&
		payload.idtyp !== "app" &&
		client === tenant.clientId &&
		typeof payload.oid === "string" &&
		isObjectId(payload.oid.toLowerCase())
	);
}

/** A wrong clock on this machine looks like a token that has expired or is not yet valid. */
function isAboutLifetime(error: unknown): boolean {
	if (error instanceof errors.JWTExpired) return true;
	return error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf";
}

function callerFrom(payload: Record<string, unknown>): Caller {
	const { preferred_username: name } = payload;
	return {
		id: String(payload.oid).toLowerCase(),
		userPrincipalName: typeof name === "string" ? plainLine(name) : "",
		roles: texts(payload.roles),
		authContexts: texts(payload.acrs),
		mail: isMailAddress(payload.email) ? payload.email : undefined,
	};
}

function texts(claim: unknown): string[] {
	return Array.isArray(claim) ? claim.filter((one) => typeof one === "string") : [];
}

/**
 * A single mail address. The optional claim `email` is present if the app registration requests it
 * and the person has a mailbox (docs/mail.md). A user name that looks like an address need not be
 * one: `preferred_username` "could be an email address, phone number, or a generic username"
 * (Microsoft, access token claims), and a mail that nobody gets must not be promised.
 */
function isMailAddress(claim: unknown): claim is string {
	return (
		typeof claim === "string" &&
		claim.length <= MAX_ADDRESS_LENGTH &&
		/^[^\s\p{C}@<>()[\]\\,;:"]+@[^\s\p{C}@<>()[\]\\,;:"]+\.[^\s\p{C}@<>()[\]\\,;:".]+$/u.test(claim)
	);
}
