import { randomUUID } from "node:crypto";
import type { PermissionGrant, Registrations } from "../directory/registrations.ts";
import { mayConsent } from "../directory/roles.ts";
import { json } from "../http/call.ts";
import { type GraphRefusal, REFUSALS, unknownObject } from "./graph-error.ts";
import { jsonBody } from "./request-body.ts";
import type { GraphRoute } from "./router.ts";

const FILTER = /^clientId eq '(.*)' and resourceId eq '(.*)' and consentType eq '(.*)'$/;

/** Consent for a whole organisation (`graph/api/oauth2permissiongrant-list`, `-post`, `-update`). */
export function permissionGrantRoutes({
	servicePrincipals,
	grants,
}: Registrations): readonly GraphRoute[] {
	const scopes = ["DelegatedPermissionGrant.ReadWrite.All"];
	const find = (parties: readonly unknown[]) =>
		[...grants.values()].find((grant) =>
			[grant.clientId, grant.resourceId, grant.consentType].every((one, at) => one === parties[at]),
		);
	return [
		{
			method: "GET",
			pattern: "/oauth2PermissionGrants",
			scopes,
			operation: "permissionGrants",
			handle({ query }) {
				const parties = FILTER.exec(query.get("$filter") ?? "")?.slice(1);
				if (parties === undefined) return REFUSALS.unreadableFilter;
				const found = find(parties);
				return json(200, { value: found ? [found] : [] });
			},
		},
		{
			method: "POST",
			pattern: "/oauth2PermissionGrants",
			scopes,
			operation: "grantPermissions",
			handle(call) {
				if (!mayConsent(call.caller.person)) return REFUSALS.noPrivilege;
				const { clientId, resourceId, consentType, scope } = jsonBody(call) ?? {};
				const stranger = [clientId, resourceId].find((id) => !servicePrincipals.has(String(id)));
				if (stranger !== undefined) return unknownObject(String(stranger));
				if (find([clientId, resourceId, consentType])) return ALREADY_GRANTED;
				const made: PermissionGrant = {
					id: randomUUID(),
					clientId: String(clientId),
					resourceId: String(resourceId),
					consentType: String(consentType),
					principalId: null,
					scope: String(scope),
				};
				grants.set(made.id, made);
				return json(201, made);
			},
		},
		{
			method: "PATCH",
			pattern: "/oauth2PermissionGrants/{}",
			scopes,
			operation: "grantPermissions",
			handle(call) {
				if (!mayConsent(call.caller.person)) return REFUSALS.noPrivilege;
				const [id = ""] = call.segments;
				const found = grants.get(id);
				if (found === undefined) return unknownObject(id);
				grants.set(id, { ...found, scope: String(jsonBody(call)?.scope ?? "") });
				return { status: 204 };
			},
		},
	];
}

const ALREADY_GRANTED: GraphRefusal = {
	status: 409,
	code: "Request_MultipleObjectsWithSameKeyValue",
	message: "Permission entry already exists.",
};
