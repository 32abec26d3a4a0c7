import { randomUUID } from "node:crypto";
import type { Registrations } from "../directory/registrations.ts";
import { mayConsent } from "../directory/roles.ts";
import { json } from "../http/call.ts";
import { type GraphRefusal, REFUSALS, unknownObject } from "./graph-error.ts";
import { jsonBody } from "./request-body.ts";
import type { GraphRoute } from "./router.ts";

/** Service principals by their application's id (`graph/api/serviceprincipal-get`, `-post-serviceprincipals`). */
export function servicePrincipalRoutes({
	applications,
	servicePrincipals,
}: Registrations): readonly GraphRoute[] {
	const byAppId = (wanted: string) =>
		[...servicePrincipals.values()].find(({ appId }) => appId === wanted);
	const scopes = ["Application.ReadWrite.All"];
	return [
		{
			method: "GET",
			pattern: "/servicePrincipals(appId='{}')",
			scopes,
			operation: "servicePrincipals",
			handle({ segments: [appId = ""] }) {
				const found = byAppId(appId);
				return found ? json(200, found) : unknownObject(appId);
			},
		},
		{
			method: "POST",
			pattern: "/servicePrincipals",
			scopes,
			operation: "createServicePrincipal",
			handle(call) {
				if (!mayConsent(call.caller.person)) return REFUSALS.noPrivilege;
				const { appId, tags = [] } = jsonBody(call) ?? {};
				const application = [...applications.values()].find((known) => known.appId === appId);
				if (application === undefined) return noApplication(appId);
				if (byAppId(application.appId)) return nameInUse(application.appId);
				const { displayName } = application;
				const made = { id: randomUUID(), appId: application.appId, displayName, tags };
				servicePrincipals.set(made.id, made);
				return json(201, made);
			},
		},
	];
}

function noApplication(appId: unknown): GraphRefusal {
	return {
		status: 400,
		code: "Request_BadRequest",
		message: `The appId '${appId}' of the service principal does not reference a valid application object.`,
	};
}

function nameInUse(appId: string): GraphRefusal {
	return {
		status: 409,
		code: "Request_MultipleObjectsWithSameKeyValue",
		message: `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
	};
}
