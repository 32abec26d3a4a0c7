import { createHash, randomBytes } from "node:crypto";
import type { Settings } from "#lib/server/settings/settings.ts";
import { type AadstsError, findAadsts } from "./aadsts.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";
import { type HttpAnswer, sendGet } from "./http-answer.ts";

type Registration = Pick<Settings, "tenant" | "portalUrl">;

/** The page that takes every answer of the tenant. */
const redirectUri = ({ portalUrl }: Registration) => `${portalUrl}/auth`;

/**
 * Asks the tenant to sign somebody in without showing anything. Nobody is signed in here, so that it
 * cannot; but it only says so to an address that is registered for this client id, and else shows a page
 * with the reason.
 */
export function sendAuthorize(registration: Registration): Promise<HttpAnswer> {
	const { authority, clientId } = registration.tenant;
	const verifier = randomBytes(32).toString("base64url");
	const query = new URLSearchParams({
		client_id: clientId,
		redirect_uri: redirectUri(registration),
		response_type: "code",
		response_mode: "fragment",
		scope: "openid",
		prompt: "none",
		state: "check",
		nonce: randomBytes(16).toString("base64url"),
		code_challenge: createHash("sha256").update(verifier).digest("base64url"),
		code_challenge_method: "S256",
	});
	return sendGet(`${authority}/oauth2/v2.0/authorize?${query}`);
}

/** What OpenID Connect Core 3.1.2.6 says to somebody who is not signed in. */
const NOBODY_SIGNED_IN = ["login_required", "interaction_required", "account_selection_required"];

/**
 * Judges the answer to `sendAuthorize`. Passed is only an answer that went to the redirect URI; failed is
 * only one that names what is wrong. Everything else cannot be told from outside.
 */
export function judgeRegistration(answer: HttpAnswer, registration: Registration): Verdict {
	if (!answer.ok) {
		return fail(
			`The sign-in page cannot be reached: ${answer.reason}.`,
			"Let this machine reach it by https, as people's browsers must.",
		);
	}
	const fields = fieldsOfAnswer(answer.location, redirectUri(registration));
	if (fields) return judgeRedirect(fields, registration);
	const error = findAadsts(answer.body);
	if (error) return judgeErrorPage(error, registration);
	return notChecked(
		`It cannot be seen: the sign-in page answers with the status ${answer.status} and names no error.`,
		`Open ${registration.portalUrl} and sign in once.`,
	);
}

function judgeRedirect(fields: URLSearchParams, registration: Registration): Verdict {
	const error = fields.get("error") ?? "";
	const known = `Client id and redirect URI ${redirectUri(registration)} are registered.`;
	if (NOBODY_SIGNED_IN.includes(error)) return pass(known);
	return warn(
		`${known} But the tenant says ${error}: ${fields.get("error_description") ?? "nothing more"}`,
		`Open ${registration.portalUrl} and sign in once to see whether it matters.`,
	);
}

function judgeErrorPage({ code, text }: AadstsError, registration: Registration): Verdict {
	const { clientId, id } = registration.tenant;
	const said = `(AADSTS${code}): ${text}`;
	switch (code) {
		case 700016:
			return fail(
				`Tenant ${id} has no app ${clientId} ${said}`,
				"Correct ENTRA_CLIENT_ID: the application (client) id of the app registration, not its object id.",
			);
		case 50011:
		case 500113:
			return fail(
				`The app does not have the redirect URI ${redirectUri(registration)} ${said}`,
				"Correct PORTAL_URL, or add the redirect URI to the app registration under Authentication, as Single-page application.",
			);
		case 7000112:
			return fail(
				`The app is disabled ${said}`,
				"Enable it under Enterprise applications, Properties, Enabled for users to sign in.",
			);
		default:
			return warn(
				`The tenant shows an error page ${said}`,
				`Open ${registration.portalUrl} and sign in once. Microsoft explains AADSTS${code} at https://login.microsoftonline.com/error?code=${code}.`,
			);
	}
}

/** The fields that came with a redirect to the portal; `undefined` when there was none, or to somewhere else. */
function fieldsOfAnswer(
	location: string | undefined,
	expected: string,
): URLSearchParams | undefined {
	if (!location || !URL.canParse(location)) return undefined;
	const url = new URL(location);
	if (url.origin + url.pathname !== expected) return undefined;
	return new URLSearchParams(url.hash.slice(1) || url.search);
}

/** What nobody can see without signing in. */
export function judgePermissions({ portalUrl }: Registration): Verdict {
	return notChecked(
		"The API's scope, permissions, consent and the version of its tokens cannot be seen without signing in.",
		`Open ${portalUrl} and sign in once: what is missing is named there.`,
	);
}
