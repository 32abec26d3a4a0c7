import { createHash, randomBytes } from "node:crypto";
import type { Settings } from "#lib/server/settings/settings.ts";
import { type AadstsError, findAadsts } from "./aadsts.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";
import { type HttpAnswer, send } from "./http-answer.ts";

type Registration = Pick<Settings, "tenant" | "portalUrl">;

/** The page that receives every sign-in response. */
const redirectUri = ({ portalUrl }: Registration) => `${portalUrl}/auth`;

/**
 * Requests a silent sign-in (`prompt=none`). Nobody is signed in here, so it must fail; but the tenant sends
 * that error only to a redirect URI that is registered for this client id, and otherwise shows a page with the
 * reason.
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
	return send(`${authority}/oauth2/v2.0/authorize?${query}`);
}

/** The errors for somebody who is not signed in (OpenID Connect Core 3.1.2.6). */
const NOBODY_SIGNED_IN = ["login_required", "interaction_required", "account_selection_required"];

/**
 * Judges the response to `sendAuthorize`. It passes only if it went to the redirect URI, and fails only if it
 * names what is wrong. Nothing else can be concluded from outside.
 */
export function judgeRegistration(answer: HttpAnswer, registration: Registration): Verdict {
	if (!answer.ok) {
		return fail(
			`The sign-in page cannot be reached: ${answer.reason}.`,
			"Let this machine reach it over https, as people's browsers must.",
		);
	}
	const fields = fieldsOfAnswer(answer.location, redirectUri(registration));
	if (fields) return judgeRedirect(fields, registration);
	const error = findAadsts(answer.body);
	if (error) return judgeErrorPage(error, registration);
	return notChecked(
		`It cannot be determined: the sign-in page answers with status ${answer.status} and names no error.`,
		`Open ${registration.portalUrl} and sign in once.`,
	);
}

function judgeRedirect(fields: URLSearchParams, registration: Registration): Verdict {
	const error = fields.get("error") ?? "";
	const known = `Client id and redirect URI ${redirectUri(registration)} are registered.`;
	if (NOBODY_SIGNED_IN.includes(error)) return pass(known);
	return warn(
		`${known} But the tenant answers ${error}: ${fields.get("error_description") ?? "nothing more"}`,
		`Open ${registration.portalUrl} and sign in once to see whether it matters.`,
	);
}

function judgeErrorPage({ code, text }: AadstsError, registration: Registration): Verdict {
	const { clientId, id } = registration.tenant;
	const detail = `(AADSTS${code}): ${text}`;
	switch (code) {
		case 700016:
			return fail(
				`Tenant ${id} has no app ${clientId} ${detail}`,
				"Correct ENTRA_CLIENT_ID: the application (client) id of the app registration, not its object id.",
			);
		case 50011:
		case 500113:
			return fail(
				`The app does not have the redirect URI ${redirectUri(registration)} ${detail}`,
				"Correct PORTAL_URL, or add the redirect URI to the app registration under Authentication, as Single-page application.",
			);
		case 7000112:
			return fail(
				`The app is disabled ${detail}`,
				"Enable it under Enterprise applications, Properties, Enabled for users to sign in.",
			);
		default:
			return warn(
				`The tenant shows an error page ${detail}`,
				`Open ${registration.portalUrl} and sign in once. Microsoft explains AADSTS${code} at https://login.microsoftonline.com/error?code=${code}.`,
			);
	}
}

/** The fields of a redirect to the portal; `undefined` if there was none or it went elsewhere. */
function fieldsOfAnswer(
	location: string | undefined,
	expected: string,
): URLSearchParams | undefined {
	if (!location || !URL.canParse(location)) return undefined;
	const url = new URL(location);
	if (url.origin + url.pathname !== expected) return undefined;
	return new URLSearchParams(url.hash.slice(1) || url.search);
}

/** The parts of a registration that cannot be seen without signing in. */
export function judgePermissions({ portalUrl }: Registration): Verdict {
	return notChecked(
		"The API's scope, permissions, consent and the version of its tokens cannot be seen without signing in.",
		`Open ${portalUrl} and sign in once: it tells you what is missing.`,
	);
}
