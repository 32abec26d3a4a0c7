import { controlRoutes } from "./control/control-api.ts";
import { controlFormRoutes } from "./control/control-forms.ts";
import type { Controls } from "./control/controls.ts";
import { controlPage, type Section, tenantSections } from "./control-page.ts";
import { changePasswordRoute } from "./graph/change-password.ts";
import type { CorsSettings } from "./graph/cors.ts";
import { directoryRolesRoute } from "./graph/directory-roles.ts";
import { type GraphDoor, graphRoutes } from "./graph/graph.ts";
import { meRoute } from "./graph/me.ts";
import { organizationRoute } from "./graph/organization.ts";
import { createGraphRouter } from "./graph/router.ts";
import type { Call, Reply, Route } from "./http/call.ts";
import type { RequestLog } from "./request-log.ts";
import type { Authority } from "./sign-in/authority.ts";
import { entraRoutes } from "./sign-in/entra-routes.ts";
import { interactionRoutes } from "./sign-in/interaction.ts";
import { createProvider } from "./sign-in/provider.ts";

const ORGANIZATION_NAME = "Contoso (practice)";

type Parts = { authority: Authority; cors: CorsSettings; requests: RequestLog };
type Extensions = { extra?: Route; sections?(): Promise<readonly Section[]> };

/** Puts all parts of the tenant behind one door: the first route that answers wins. */
export function createRoutes(
	parts: Parts,
	{ extra, sections }: Extensions,
): (call: Call) => Promise<Reply> {
	const { authority } = parts;
	const provider = createProvider(authority);
	const controls: Controls = { ...parts, ...authority, knownScopes: authority.scopes.all };
	const routes: readonly Route[] = [
		entraRoutes(provider, authority),
		interactionRoutes(provider, authority),
		graphRoutes(graphDoor(authority, parts.cors)),
		controlPageRoute(controls, sections),
		controlFormRoutes(controls),
		controlRoutes(controls, extra),
	];
	return async (call) => {
		for (const route of routes) {
			const reply = await route(call);
			if (reply !== undefined) return reply;
		}
		return { status: 404, body: "There is nothing here." };
	};
}

/** Graph with every operation it knows. Further ones are added to this list. */
function graphDoor(authority: Authority, cors: CorsSettings): GraphDoor {
	const { origin, tenantId, faults, now } = authority;
	const operations = [
		meRoute(authority),
		changePasswordRoute(authority),
		directoryRolesRoute(origin),
		organizationRoute({ origin, tenantId, displayName: ORGANIZATION_NAME }),
	];
	return { issuer: authority, cors, router: createGraphRouter(operations, faults), now };
}

function controlPageRoute(controls: Controls, sections: Extensions["sections"]): Route {
	return async ({ method, url }) => {
		if (method !== "GET" || url.pathname !== "/") return undefined;
		const others = (await sections?.()) ?? [];
		return controlPage([...tenantSections(controls), ...others], controls.portalOrigins);
	};
}
