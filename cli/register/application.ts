/** The parts of Graph's `application` resource that Keyturn sets, under Graph's names. */
export type Application = {
	signInAudience: string;
	identifierUris: readonly string[];
	spa: { redirectUris: readonly string[] };
	api: {
		requestedAccessTokenVersion: number | null;
		oauth2PermissionScopes: readonly PermissionScope[];
		preAuthorizedApplications: readonly PreAuthorized[];
	};
	appRoles: readonly AppRole[];
	optionalClaims: Readonly<Record<TokenKind, readonly OptionalClaim[]>>;
	requiredResourceAccess: readonly ResourceAccess[];
};

type PermissionScope = { id: string; value: string | null; isEnabled: boolean };
type PreAuthorized = { appId: string; delegatedPermissionIds: readonly string[] };
type AppRole = { id: string; value: string | null; isEnabled: boolean };
type TokenKind = "idToken" | "accessToken";
type OptionalClaim = { name: string };
type ResourceAccess = { resourceAppId: string; resourceAccess: readonly PermissionId[] };
type PermissionId = { id: string; type: string };

/** The fields that an application is read with. */
export const APPLICATION_FIELDS = [
	"id",
	"appId",
	"displayName",
	"uniqueName",
	"signInAudience",
	"identifierUris",
	"spa",
	"api",
	"appRoles",
	"optionalClaims",
	"requiredResourceAccess",
].join(",");

/** An application that does not exist yet. */
export const NO_APPLICATION: Application = {
	signInAudience: "",
	identifierUris: [],
	spa: { redirectUris: [] },
	api: {
		requestedAccessTokenVersion: null,
		oauth2PermissionScopes: [],
		preAuthorizedApplications: [],
	},
	appRoles: [],
	optionalClaims: { idToken: [], accessToken: [] },
	requiredResourceAccess: [],
};

/** An application as Graph returns it; what it omits or returns as null counts as empty. */
export function applicationFrom(body: Readonly<Record<string, unknown>>): Application {
	const shown = body as { [Name in keyof Application]?: Partial<Application[Name]> | null };
	return {
		signInAudience: String(shown.signInAudience ?? ""),
		identifierUris: (shown.identifierUris as readonly string[] | undefined) ?? [],
		spa: { ...NO_APPLICATION.spa, ...shown.spa },
		api: { ...NO_APPLICATION.api, ...shown.api },
		appRoles: (shown.appRoles as readonly AppRole[] | undefined) ?? [],
		optionalClaims: {
			...shown.optionalClaims,
			idToken: shown.optionalClaims?.idToken ?? [],
			accessToken: shown.optionalClaims?.accessToken ?? [],
		},
		requiredResourceAccess:
			(shown.requiredResourceAccess as readonly ResourceAccess[] | undefined) ?? [],
	};
}
