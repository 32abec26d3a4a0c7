import type { Application } from "./application.ts";
import type { Wanted } from "./wanted.ts";
import { GRAPH_APP_ID } from "./wanted.ts";

/** Only what differs; empty when there is nothing to do. */
export type Changes = Partial<Application>;

/** Ids within a registration; they only have to be unique there. */
const ACCESS_SCOPE = {
	id: "5b1c8f0e-2f4b-4f0a-9a57-6d1f3a0c7e21",
	value: "Access",
	type: "User",
	isEnabled: true,
	adminConsentDisplayName: "Use Keyturn",
	adminConsentDescription:
		"Lets Keyturn's pages call Keyturn's own server for the person who is signed in.",
	userConsentDisplayName: "Use Keyturn",
	userConsentDescription: "Lets Keyturn's pages call Keyturn's own server for you.",
};
const HELPDESK_ROLE_ID = "c0a7d6f4-8e19-4c43-b1de-94b5f2e36a08";

/** Entra's version of access tokens whose issuer and audience the portal checks. */
const TOKEN_VERSION = 2;
const SINGLE_TENANT = "AzureADMyOrg";

/**
 * The changes that do not involve the application's own id. Addresses, permissions and roles that an
 * administrator added are never removed.
 */
export function firstChanges(found: Application, wanted: Wanted): Changes {
	return {
		...(found.signInAudience !== SINGLE_TENANT && { signInAudience: SINGLE_TENANT }),
		...spaChanges(found, wanted),
		...apiChanges(found),
		...roleChanges(found, wanted),
		...claimChanges(found),
		...permissionChanges(found, wanted),
	};
}

/**
 * The changes that refer to the application's own id, in a separate request: Graph accepts a scope for
 * pre-authorisation only if it already exists (microsoftgraph/microsoft-graph-docs-contrib#1395).
 */
export function secondChanges(found: Application, clientId: string): Changes {
	const uri = `api://${clientId}`;
	const { preAuthorizedApplications, ...api } = found.api;
	const scope = accessScope(found)?.id ?? ACCESS_SCOPE.id;
	const own = preAuthorizedApplications.find(({ appId }) => appId === clientId);
	const isPreAuthorized = own?.delegatedPermissionIds.includes(scope) === true;
	const others = preAuthorizedApplications.filter(({ appId }) => appId !== clientId);
	const scopes = [...(own?.delegatedPermissionIds ?? []), scope];
	return {
		...(!found.identifierUris.includes(uri) && { identifierUris: [...found.identifierUris, uri] }),
		...(!isPreAuthorized && {
			api: {
				...api,
				preAuthorizedApplications: [...others, { appId: clientId, delegatedPermissionIds: scopes }],
			},
		}),
	};
}

/** The application after these changes. */
export function withChanges(found: Application, changes: Changes): Application {
	return { ...found, ...changes };
}

function spaChanges({ spa }: Application, { portalUrl }: Wanted): Changes {
	const redirectUri = `${portalUrl}/auth`;
	if (spa.redirectUris.includes(redirectUri)) return {};
	return { spa: { redirectUris: [...spa.redirectUris, redirectUri] } };
}

function accessScope({ api }: Application) {
	return api.oauth2PermissionScopes.find(({ value }) => value === ACCESS_SCOPE.value);
}

function apiChanges(found: Application): Changes {
	const { api } = found;
	const scope = accessScope(found);
	const isVersionRight = api.requestedAccessTokenVersion === TOKEN_VERSION;
	if (scope?.isEnabled && isVersionRight) return {};
	const others = api.oauth2PermissionScopes.filter((other) => other !== scope);
	return {
		api: {
			...api,
			requestedAccessTokenVersion: TOKEN_VERSION,
			oauth2PermissionScopes: [...others, { ...ACCESS_SCOPE, ...scope, isEnabled: true }],
		},
	};
}

function roleChanges({ appRoles }: Application, { helpdeskRole }: Wanted): Changes {
	const role = appRoles.find(({ value }) => value === helpdeskRole);
	if (role?.isEnabled) return {};
	const isIdTaken = appRoles.some(({ id }) => id === HELPDESK_ROLE_ID);
	const made = {
		id: isIdTaken ? crypto.randomUUID() : HELPDESK_ROLE_ID,
		value: helpdeskRole,
		displayName: "Helpdesk",
		description: "May use Keyturn's helpdesk pages.",
		allowedMemberTypes: ["User"],
	};
	const others = appRoles.filter((other) => other !== role);
	return { appRoles: [...others, { ...made, ...role, isEnabled: true }] };
}

/** Optional claims; docs/app-registration.md says what each is for. */
const CLAIMS = { idToken: ["login_hint", "amr"], accessToken: ["email", "xms_cc"] } as const;

function claimChanges({ optionalClaims }: Application): Changes {
	const missing = (kind: keyof typeof CLAIMS) =>
		CLAIMS[kind].filter((wanted) => !optionalClaims[kind].some(({ name }) => name === wanted));
	if (missing("idToken").length + missing("accessToken").length === 0) return {};
	const all = (kind: keyof typeof CLAIMS) => [
		...optionalClaims[kind],
		...missing(kind).map((name) => ({ name, essential: false })),
	];
	return {
		optionalClaims: {
			...optionalClaims,
			idToken: all("idToken"),
			accessToken: all("accessToken"),
		},
	};
}

function permissionChanges(
	{ requiredResourceAccess: resources }: Application,
	{ permissions }: Wanted,
): Changes {
	const isGraph = ({ resourceAppId }: { resourceAppId: string }) => resourceAppId === GRAPH_APP_ID;
	const listed = resources.find(isGraph)?.resourceAccess ?? [];
	const missing = permissions.filter(
		({ id }) => !listed.some((other) => other.id === id && other.type === "Scope"),
	);
	if (missing.length === 0) return {};
	const resourceAccess = [...listed, ...missing.map(({ id }) => ({ id, type: "Scope" }))];
	const others = resources.filter((resource) => !isGraph(resource));
	return {
		requiredResourceAccess: [...others, { resourceAppId: GRAPH_APP_ID, resourceAccess }],
	};
}
