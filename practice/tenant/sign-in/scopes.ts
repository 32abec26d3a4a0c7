/** Entra's application id of Microsoft Graph; it is the audience of Graph's tokens. */
export const GRAPH_AUDIENCE = "00000003-0000-0000-c000-000000000000";
const GRAPH_RESOURCE = "https://graph.microsoft.com";

/** The Graph permissions that the portal's registration may request. */
export const GRAPH_SCOPES = [
	"User.Read",
	"User-PasswordProfile.ReadWrite.All",
	"GroupMember.Read.All",
	"User.Read.All",
	"RoleManagement.Read.Directory",
];

const OIDC_SCOPES: ReadonlySet<string> = new Set(["openid", "profile", "email", "offline_access"]);

/** A resource that tokens are issued for. `scopes` has the names used for consent. */
export type Resource = { id: string; audience: string; scopes: readonly string[] };

/** A scope as requested, and by its name for consent. */
type AskedScope = { spelling: string; name: string; resource: Resource };

export type AskedScopes = {
	/** `openid` and so on, without `offline_access`. */
	oidc: readonly string[];
	asked: readonly AskedScope[];
	unknown: readonly string[];
};

export type Scopes = {
	readonly resources: readonly Resource[];
	readonly graph: Resource;
	/** Every scope of every resource: the initial consent. */
	readonly all: readonly string[];
	read(parameter: string | undefined): AskedScopes;
};

/**
 * The scopes that the portal's registration may request. Entra's scopes include the resource,
 * and a bare name means Graph; `graphUrl` also counts as Graph, since the portal may build
 * scopes from its configured address.
 */
export function createScopes(apiId: string, clientId: string, graphUrl: string): Scopes {
	const graph: Resource = {
		id: GRAPH_RESOURCE,
		audience: GRAPH_AUDIENCE,
		scopes: GRAPH_SCOPES,
	};
	// In v2.0 tokens the audience is the API's client id, never its URI
	// (Microsoft Learn, `identity-platform/access-token-claims-reference`).
	const api: Resource = { id: apiId, audience: clientId, scopes: [`${apiId}/Access`] };
	const resources = [graph, api];
	const graphNames = [`${GRAPH_RESOURCE}/`, `${graphUrl}/`];

	function toAskedScope(spelling: string): AskedScope | undefined {
		const prefix = graphNames.find((start) => spelling.startsWith(start)) ?? "";
		const wanted = spelling.slice(prefix.length).toLowerCase();
		for (const resource of resources) {
			const name = resource.scopes.find((scope) => scope.toLowerCase() === wanted);
			if (name !== undefined) return { spelling, name, resource };
		}
		return undefined;
	}

	return {
		resources,
		graph,
		all: resources.flatMap(({ scopes }) => scopes),
		read(parameter = "") {
			const words = [...new Set(parameter.split(" ").filter(Boolean))];
			const others = words.filter((word) => !OIDC_SCOPES.has(word));
			return {
				oidc: words.filter((word) => OIDC_SCOPES.has(word) && word !== "offline_access"),
				asked: others.map(toAskedScope).filter((scope) => scope !== undefined),
				unknown: others.filter((word) => toAskedScope(word) === undefined),
			};
		},
	};
}
