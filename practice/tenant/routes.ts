import { controlRoutes } from "./control/control-api.ts";
import { controlFormRoutes } from "./control/control-forms.ts";
import type { Controls } from "./control/controls.ts";
import { controlPage, type Section, tenantSections } from "./control-page.ts";
import { graphRoutes } from "./graph/graph.ts";
import { type GraphParts, graphEndpoint } from "./graph/operations.ts";
import type { Call, Reply, Route } from "./http/call.ts";
import { myAccountRoutes } from "./my-account/my-account.ts";
import type { OnPremises } from "./on-premises.ts";
import type { RequestLog } from "./request-log.ts";
import type { DeviceCodes } from "./sign-in/device-codes.ts";
import { deviceRoutes } from "./sign-in/device-routes.ts";
import { entraRoutes } from "./sign-in/entra-routes.ts";
import { interactionRoutes } from "./sign-in/interaction.ts";
import { createProvider } from "./sign-in/provider.ts";

type Parts = GraphParts & {
	requests: RequestLog;
	onPremises: OnPremises;
	deviceCodes: DeviceCodes;
};
type Extensions = { extra?: Route; sections?(): Promise<readonly Section[]> };

/** Combines all parts of the tenant: the first route that answers wins. */
export function createRoutes(
	parts: Parts,
	{ extra, sections }: Extensions,
): (call: Call) => Promise<Reply> {
	const { authority } = parts;
	const provider = createProvider(authority);
	const controls: Controls = {
		...parts,
		...authority,
		...parts.directory,
		knownScopes: authority.scopes.all,
	};
	const routes: readonly Route[] = [
		deviceRoutes(authority, parts.deviceCodes),
		entraRoutes(provider, authority),
		interactionRoutes(provider, authority),
		graphRoutes(graphEndpoint(parts)),
		myAccountRoutes(authority),
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

function controlPageRoute(controls: Controls, sections: Extensions["sections"]): Route {
	return async ({ method, url }) => {
		if (method !== "GET" || url.pathname !== "/") return undefined;
		const others = (await sections?.()) ?? [];
		return controlPage([...tenantSections(controls), ...others], controls.portalOrigins);
	};
}
