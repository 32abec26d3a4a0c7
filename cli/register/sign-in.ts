import { setTimeout as delay } from "node:timers/promises";
import { findAadsts } from "../check/aadsts.ts";
import { type HttpAnswer, jsonObject, send } from "../check/http-answer.ts";
import { type DeviceCode, type Poll, readDeviceCode, readPoll } from "./device-code.ts";
import { type Failure, RegistrationError } from "./failure.ts";

/**
 * "Microsoft Graph Command Line Tools": Microsoft's own public client, which `Connect-MgGraph` also uses.
 * It exists in every tenant and cloud, and requests permissions dynamically.
 */
export const GRAPH_COMMAND_LINE = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

/** What each `slow_down` adds to the interval (RFC 8628 3.5). */
const SLOWER_S = 5;
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

type SignInWay = {
	/** Where the tenant signs people in, e.g. `https://login.microsoftonline.com/contoso.com`. */
	authority: string;
	/** The tenant as given. */
	tenant: string;
	/** The public client to sign in with. */
	clientId: string;
	/** Graph's scopes, each with its resource. */
	scopes: readonly string[];
	signal: AbortSignal;
	show(code: DeviceCode): void;
};

type SignedIn = { accessToken: string; userName: string; tenantId: string };

/**
 * Resolves the tenant by its public metadata (OpenID Connect Discovery 1.0).
 *
 * @returns its id, in lower case; throws a RegistrationError if it does not exist
 */
export async function findTenant(way: Pick<SignInWay, "authority" | "tenant" | "signal">) {
	const url = `${way.authority}/v2.0/.well-known/openid-configuration`;
	return readTenant(await send(url, { signal: way.signal }), way);
}

/** Interprets the response: a tenant exists only if the issuer contains its id. */
function readTenant(
	answer: HttpAnswer,
	{ authority, tenant, signal }: Pick<SignInWay, "authority" | "tenant" | "signal">,
): string {
	if (signal.aborted) throw new RegistrationError({ code: "stopped" });
	const where = new URL(authority).origin;
	if (!answer.ok) {
		throw new RegistrationError({ code: "unreachable", where, reason: answer.reason });
	}
	const issuer = String(jsonObject(answer.body)?.issuer ?? "");
	const id = /\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/v2\.0$/i.exec(issuer)?.[1];
	if (answer.status === 200 && id) return id.toLowerCase();
	const error = findAadsts(answer.body);
	const detail = error ? `Entra says (AADSTS${error.code}): ${error.text}` : "";
	throw new RegistrationError({ code: "tenant-unknown", tenant, detail });
}

/** Signs an administrator in by device code (RFC 8628). @throws RegistrationError */
export async function signIn(way: SignInWay, tenantId: string): Promise<SignedIn> {
	const { authority, clientId, signal } = way;
	// `openid`: the ID token says who signed in and verifies the tenant. No `offline_access`: without a refresh token
	// nothing can be left behind.
	const scope = ["openid", "profile", ...way.scopes].join(" ");
	const url = `${authority}/oauth2/v2.0/devicecode`;
	const answer = await sendForm(url, { client_id: clientId, scope }, signal);
	if (signal.aborted) throw new RegistrationError({ code: "stopped" });
	const asked = readDeviceCode(answer, new URL(authority).origin);
	if (!asked.ok) throw new RegistrationError(asked.failure);
	way.show(asked.code);
	const end = await waitForPerson(way, asked.code);
	if (end.state === "ended") throw new RegistrationError(end.failure);
	if (end.tenantId !== tenantId) {
		throw new RegistrationError({ code: "other-tenant", tenant: end.tenantId });
	}
	return end;
}

/** Polls until the person has signed in or the code expires. */
async function waitForPerson(
	{ authority, clientId, signal }: SignInWay,
	{ deviceCode, expiresInSeconds, intervalSeconds }: DeviceCode,
): Promise<Exclude<Poll, { state: "pending" }>> {
	const fields = { grant_type: DEVICE_GRANT, client_id: clientId, device_code: deviceCode };
	const endsAt = performance.now() + expiresInSeconds * 1000;
	let interval = intervalSeconds;
	while (performance.now() < endsAt) {
		await delay(interval * 1000, undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return ended({ code: "stopped" });
		const poll = readPoll(await sendForm(`${authority}/oauth2/v2.0/token`, fields, signal));
		if (signal.aborted) return ended({ code: "stopped" });
		if (poll.state !== "pending") return poll;
		if (poll.isTooFast) interval += SLOWER_S;
	}
	return ended({ code: "code-expired" });
}

function ended(failure: Failure) {
	return { state: "ended", failure } as const;
}

function sendForm(url: string, fields: Record<string, string>, signal: AbortSignal) {
	return send(url, { method: "POST", body: new URLSearchParams(fields), signal });
}
