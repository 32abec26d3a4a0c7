import { createPublicKey } from "node:crypto";
import type { Tenant } from "#lib/server/settings/settings.ts";
import { findAadsts } from "./aadsts.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";
import { type HttpAnswer, jsonObject, send } from "./http-answer.ts";

const LOOPBACK = /^http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?\//;
const MIN_KEY_BITS = 2048;

/** The address of the keys that sign tokens. */
const keysUrl = ({ authority }: Tenant) => `${authority}/discovery/v2.0/keys`;

/** Requests the tenant's metadata (OpenID Connect Discovery 1.0, section 4). */
export function sendDiscovery({ authority }: Tenant): Promise<HttpAnswer> {
	return send(`${authority}/v2.0/.well-known/openid-configuration`);
}

/** Requests the keys with which the tenant signs tokens. */
export function sendKeys(tenant: Tenant): Promise<HttpAnswer> {
	return send(keysUrl(tenant));
}

/** Judges the tenant's metadata: it exists, is this tenant's, and names what the portal relies on. */
export function judgeDiscovery(answer: HttpAnswer, tenant: Tenant): Verdict {
	if (!answer.ok) return unreachable(answer.reason, tenant);
	const document = jsonObject(answer.body);
	if (answer.status !== 200 || !document) return refused(answer.status, answer.body, tenant);
	const expected = `${tenant.authority}/v2.0`;
	const { issuer } = document;
	if (issuer !== expected || !expected.toLowerCase().includes(`/${tenant.id}/`)) {
		return fail(
			`Its tokens come from ${issuer ?? "nobody"}, but the settings expect ${expected} and tenant ${tenant.id}: every sign-in would be refused.`,
			"Correct ENTRA_TENANT_ID (the directory's id in Entra, a GUID), ENTRA_CLOUD or ENTRA_AUTHORITY.",
		);
	}
	const endpoints = ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const;
	const unsafe = endpoints.find((name) => !isSafe(document[name]));
	if (unsafe) {
		return fail(
			`Its ${unsafe} is not an https address: ${String(document[unsafe])}.`,
			"Correct ENTRA_AUTHORITY: something other than Entra answers there.",
		);
	}
	if (document.jwks_uri !== keysUrl(tenant)) {
		return warn(
			`It names ${String(document.jwks_uri)} for its keys; the portal reads ${keysUrl(tenant)}.`,
			"If the keys below are usable, nothing needs to be done.",
		);
	}
	return pass("It exists, and its issuer matches the settings.");
}

/** Judges the tenant's keys: at least one must sign tokens with RS256, which the portal requires. */
export function judgeKeys(answer: HttpAnswer, tenant: Tenant): Verdict {
	if (!answer.ok) return unreachable(answer.reason, tenant);
	const keys = jsonObject(answer.body)?.keys;
	if (answer.status !== 200 || !Array.isArray(keys)) {
		return refused(answer.status, answer.body, tenant);
	}
	const usable = keys.filter(isUsable).length;
	if (usable > 0) return pass(`${usable} of ${keys.length} can verify tokens.`);
	return fail(
		`None of ${keys.length} keys can verify a token (RSA, ${MIN_KEY_BITS} bits or more, for signatures).`,
		"Correct ENTRA_AUTHORITY: something other than Entra answers there.",
	);
}

function unreachable(reason: string, { authority }: Tenant): Verdict {
	return fail(
		`${new URL(authority).origin} cannot be reached: ${reason}.`,
		"Let this machine reach it over https: check DNS, firewall, proxy, and trusted roots (NODE_EXTRA_CA_CERTS) if a proxy intercepts TLS.",
	);
}

function refused(status: number, body: string, { id }: Tenant): Verdict {
	const error = findAadsts(body);
	if (error) {
		return fail(
			`Entra refuses tenant ${id} (AADSTS${error.code}): ${error.text}`,
			"Correct ENTRA_TENANT_ID (the directory's id in Entra), or ENTRA_CLOUD if it is in another cloud.",
		);
	}
	return fail(
		`The response has status ${status} and is not a tenant's.`,
		"Correct ENTRA_TENANT_ID and ENTRA_AUTHORITY, and check whether a proxy answers instead of Entra.",
	);
}

function isSafe(url: unknown): boolean {
	return typeof url === "string" && (url.startsWith("https://") || LOOPBACK.test(url));
}

/** An absent member is no restriction (RFC 7517, section 4). */
function isUsable(jwk: Record<string, unknown>): boolean {
	if (jwk.kty !== "RSA" || (jwk.use ?? "sig") !== "sig" || (jwk.alg ?? "RS256") !== "RS256") {
		return false;
	}
	try {
		const { asymmetricKeyDetails } = createPublicKey({ key: jwk, format: "jwk" });
		return (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_KEY_BITS;
	} catch {
		return false;
	}
}

/** The remaining rows when the tenant cannot be reached. */
export const NO_TENANT_ANSWER = notChecked(
	"Not requested, because the tenant is not confirmed.",
	"Fix the rows above first.",
);
