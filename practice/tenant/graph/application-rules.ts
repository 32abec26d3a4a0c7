import type { Application as GraphApplication } from "@microsoft/microsoft-graph-types";
import type { Application } from "../directory/registrations.ts";
import type { GraphRefusal } from "./graph-error.ts";
import { asObject } from "./request-body.ts";

type Body = Readonly<Record<string, unknown>>;

/** Graph's defaults for an application. */
export const FRESH_APPLICATION = {
	signInAudience: "AzureADMyOrg",
	identifierUris: [],
	spa: { redirectUris: [] },
	web: { redirectUris: [] },
	api: {
		acceptMappedClaims: null,
		knownClientApplications: [],
		requestedAccessTokenVersion: null,
		oauth2PermissionScopes: [],
		preAuthorizedApplications: [],
	},
	appRoles: [],
	optionalClaims: null,
	requiredResourceAccess: [],
} satisfies GraphApplication;

const WRITABLE: readonly string[] = [...Object.keys(FRESH_APPLICATION), "displayName"];

/** Whether Graph would accept these changes to an application; covers the rules that the portal can violate. */
export function applicationRefusal(found: Body, body: Body): GraphRefusal | undefined {
	const stranger = Object.keys(body).find((name) => !WRITABLE.includes(name));
	if (stranger !== undefined) return refusal(`Property '${stranger}' is read-only.`);
	const uri = texts(asObject(body.spa)?.redirectUris).find((given) => !isRedirectUri(given));
	if (uri !== undefined) return refusal(`Reply URL '${uri}' must be https, or http on localhost.`);
	return identifierRefusal(found, body) ?? preAuthorizedRefusal(found, body);
}

/** `http` is for loopback only (Microsoft Learn, `identity-platform/reply-url`). */
function isRedirectUri(uri: string): boolean {
	const url = URL.parse(uri);
	if (url === null) return false;
	return url.protocol === "https:" || ["localhost", "127.0.0.1"].includes(url.hostname);
}

function identifierRefusal({ appId }: Body, body: Body): GraphRefusal | undefined {
	const stranger = texts(body.identifierUris).find((uri) => uri !== `api://${appId}`);
	if (stranger === undefined) return undefined;
	return refusal(
		`Values of identifierUris property must use a verified domain of the organization or its subdomain: '${stranger}'`,
	);
}

/** A scope can be pre-authorised from the next request on (microsoft-graph-docs-contrib#1395). */
function preAuthorizedRefusal(found: Body, body: Body): GraphRefusal | undefined {
	const known = objects(asObject(found.api)?.oauth2PermissionScopes).map(({ id }) => id);
	const asked = objects(asObject(body.api)?.preAuthorizedApplications);
	const ids = asked.flatMap(({ delegatedPermissionIds }) => texts(delegatedPermissionIds));
	if (ids.every((id) => known.includes(id))) return undefined;
	return refusal(
		"Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.",
	);
}

function refusal(message: string): GraphRefusal {
	return { status: 400, code: "Request_BadRequest", message };
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

function objects(value: unknown): Body[] {
	return Array.isArray(value) ? value.map((entry) => asObject(entry) ?? {}) : [];
}

/** An application after a change; parts of `api` that are not named stay. */
export function changedApplication(found: Application, body: Body): Application {
	const api = { ...asObject(found.api), ...asObject(body.api) };
	return { ...found, ...body, api };
}
