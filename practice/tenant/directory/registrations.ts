import { randomUUID } from "node:crypto";
import type {
	Application as GraphApplication,
	ServicePrincipal as GraphServicePrincipal,
	OAuth2PermissionGrant,
} from "@microsoft/microsoft-graph-types";
import { GRAPH_AUDIENCE } from "../sign-in/scopes.ts";

/** A directory object as returned by Graph. */
type Shown = Readonly<Record<string, unknown>> & { readonly id: string };
export type Application = Shown &
	Given<GraphApplication, "appId" | "displayName"> &
	Pick<GraphApplication, "uniqueName">;
type ServicePrincipal = Shown & Given<GraphServicePrincipal, "appId">;
/** Consent to delegated permissions (`graph/api/resources/oauth2permissiongrant`). */
export type PermissionGrant = Shown &
	Given<OAuth2PermissionGrant, "clientId" | "resourceId" | "consentType" | "scope">;

/** Properties that every object has here, named as in Microsoft's types. */
type Given<Entity, Name extends keyof Entity> = {
	readonly [Each in Name]-?: NonNullable<Entity[Each]>;
};

/** What administrators have registered, by object id. */
export type Registrations = {
	readonly applications: Map<string, Application>;
	readonly servicePrincipals: Map<string, ServicePrincipal>;
	readonly grants: Map<string, PermissionGrant>;
};

/** Some of Graph's delegated permissions, with their published ids (`graph/permissions-reference`). */
const GRAPH_PERMISSIONS: Readonly<Record<string, string>> = {
	openid: "37f7f235-527c-4136-accd-4a02d197296e",
	profile: "14dad69e-099b-42c9-810b-d002981feec1",
	email: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
	offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
	"User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
	"User.Read.All": "a154be20-db9c-4678-8ab7-66f6cc099a59",
	"User-PasswordProfile.ReadWrite.All": "56760768-b641-451f-8906-e1b8ab31bca7",
	"GroupMember.Read.All": "bc024368-1153-4739-b217-4326f2e966d0",
	"RoleManagement.Read.Directory": "741c54c3-0c1e-44a1-818b-3f97ab4e8c83",
};

/** @returns a directory in which only Graph itself is registered. */
export function createRegistrations(): Registrations {
	const graph = {
		id: randomUUID(),
		appId: GRAPH_AUDIENCE,
		displayName: "Microsoft Graph",
		oauth2PermissionScopes: Object.entries(GRAPH_PERMISSIONS).map(([value, id]) => ({
			id,
			value,
			isEnabled: true,
		})),
	} satisfies GraphServicePrincipal;
	return {
		applications: new Map(),
		servicePrincipals: new Map([[graph.id, graph]]),
		grants: new Map(),
	};
}
