import { APPLICATION_FIELDS } from "./application.ts";
import type { Changes } from "./application-changes.ts";
import { GRAPH_APP_ID, type Permission, uniqueName, type Wanted } from "./wanted.ts";

/** A call to Microsoft Graph, below `/v1.0`. */
export type GraphRequest = {
	method: "GET" | "POST" | "PATCH";
	path: string;
	headers?: Readonly<Record<string, string>>;
	body?: object;
};

const get = (path: string): GraphRequest => ({ method: "GET", path });

/** Text as an OData string literal: quotes are doubled. */
const quoted = (text: string) => `'${encodeURIComponent(text.replaceAll("'", "''"))}'`;

const byUniqueName = (wanted: Wanted) => `/applications(uniqueName=${quoted(uniqueName(wanted))})`;

export function findByUniqueName(wanted: Wanted): GraphRequest {
	return get(`${byUniqueName(wanted)}?$select=${APPLICATION_FIELDS}`);
}

export function findByName({ name }: Wanted): GraphRequest {
	return get(`/applications?$filter=displayName eq ${quoted(name)}&$select=${APPLICATION_FIELDS}`);
}

/** "Upsert application" (Microsoft Graph v1.0): concurrent runs still create only one. */
export function createApplication(wanted: Wanted, changes: Changes): GraphRequest {
	return {
		method: "PATCH",
		path: byUniqueName(wanted),
		headers: { Prefer: "create-if-missing" },
		body: { displayName: wanted.name, ...changes },
	};
}

export function updateApplication(id: string, changes: Changes): GraphRequest {
	return { method: "PATCH", path: `/applications/${id}`, body: changes };
}

export function findServicePrincipal(appId: string): GraphRequest {
	return get(`/servicePrincipals(appId='${appId}')?$select=id`);
}

/** The tag makes it an enterprise application that the admin center lists. */
export function createServicePrincipal(appId: string): GraphRequest {
	return {
		method: "POST",
		path: "/servicePrincipals",
		body: { appId, tags: ["WindowsAzureActiveDirectoryIntegratedApp"] },
	};
}

/** Graph's own service principal, with the permissions that it has in this tenant. */
export function findGraph(): GraphRequest {
	return get(`/servicePrincipals(appId='${GRAPH_APP_ID}')?$select=id,oauth2PermissionScopes`);
}

type Parties = { clientId: string; resourceId: string };

export function findGrants({ clientId, resourceId }: Parties): GraphRequest {
	const filter = `clientId eq '${clientId}' and resourceId eq '${resourceId}' and consentType eq 'AllPrincipals'`;
	return get(`/oauth2PermissionGrants?$filter=${filter}`);
}

/** Admin consent for the whole organisation. */
export function createGrant(parties: Parties, permissions: readonly Permission[]): GraphRequest {
	return {
		method: "POST",
		path: "/oauth2PermissionGrants",
		body: { ...parties, consentType: "AllPrincipals", scope: scopeOf(permissions) },
	};
}

export function updateGrant(id: string, scope: string): GraphRequest {
	return { method: "PATCH", path: `/oauth2PermissionGrants/${id}`, body: { scope } };
}

export function scopeOf(permissions: readonly Permission[]): string {
	return permissions.map(({ name }) => name).join(" ");
}
