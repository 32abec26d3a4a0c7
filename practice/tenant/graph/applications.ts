import { randomUUID } from "node:crypto";
import type { Application, Registrations } from "../directory/registrations.ts";
import { mayConsent } from "../directory/roles.ts";
import { type Answer, json } from "../http/call.ts";
import { applicationRefusal, changedApplication, FRESH_APPLICATION } from "./application-rules.ts";
import { type GraphRefusal, REFUSALS, unknownObject } from "./graph-error.ts";
import { jsonBody } from "./request-body.ts";
import type { GraphCall, GraphRoute } from "./router.ts";

type Outcome = Answer | GraphRefusal;

/**
 * Applications as far as registration needs them (Microsoft Learn, `graph/api/application-upsert`,
 * `-list`, `-get`, `-update`). In this organisation registering one takes a directory role.
 */
export function applicationRoutes({ applications }: Registrations): readonly GraphRoute[] {
	const named = ({ segments: [name = ""] }: GraphCall) =>
		[...applications.values()].find(({ uniqueName }) => uniqueName === name);
	const scopes = ["Application.ReadWrite.All"];
	return [
		{
			method: "GET",
			pattern: "/applications(uniqueName='{}')",
			scopes,
			operation: "applications",
			handle: (call) => shown(named(call), call),
		},
		{
			method: "GET",
			pattern: "/applications",
			scopes,
			operation: "applications",
			handle: (call) => list(call, applications),
		},
		{
			method: "PATCH",
			pattern: "/applications(uniqueName='{}')",
			scopes,
			operation: "changeApplication",
			handle(call) {
				const found = named(call);
				if (found) return change(call, found, applications);
				const isUpsert = call.headers.prefer === "create-if-missing";
				return isUpsert ? create(call, applications) : unknownObject(call.segments[0] ?? "");
			},
		},
		{
			method: "PATCH",
			pattern: "/applications/{}",
			scopes,
			operation: "changeApplication",
			handle(call) {
				const [id = ""] = call.segments;
				const found = applications.get(id);
				return found ? change(call, found, applications) : unknownObject(id);
			},
		},
	];
}

function shown(found: Application | undefined, { segments: [name = ""] }: GraphCall): Outcome {
	return found ? json(200, found) : unknownObject(name);
}

/** Supports one filter, `displayName eq '…'`. */
function list({ query }: GraphCall, applications: Registrations["applications"]): Outcome {
	const name = /^displayName eq '(.*)'$/.exec(query.get("$filter") ?? "")?.[1];
	if (name === undefined) return REFUSALS.unreadableFilter;
	const wanted = name.replaceAll("''", "'").toLowerCase();
	const value = [...applications.values()].filter(
		({ displayName }) => displayName.toLowerCase() === wanted,
	);
	return json(200, { value });
}

function create(call: GraphCall, applications: Registrations["applications"]): Outcome {
	if (!mayConsent(call.caller.person)) return REFUSALS.noPrivilege;
	const body = jsonBody(call);
	if (body === undefined) return REFUSALS.unreadableBody;
	const [uniqueName = ""] = call.segments;
	const ids = { id: randomUUID(), appId: randomUUID(), uniqueName };
	const refusal = applicationRefusal({ ...FRESH_APPLICATION, ...ids }, body);
	if (refusal !== undefined) return refusal;
	const fresh = { ...FRESH_APPLICATION, ...ids, displayName: String(body.displayName) };
	const made = changedApplication(fresh, body);
	applications.set(made.id, made);
	return json(201, made);
}

function change(
	call: GraphCall,
	found: Application,
	applications: Registrations["applications"],
): Outcome {
	if (!mayConsent(call.caller.person)) return REFUSALS.noPrivilege;
	const body = jsonBody(call);
	if (body === undefined) return REFUSALS.unreadableBody;
	const refusal = applicationRefusal(found, body);
	if (refusal !== undefined) return refusal;
	applications.set(found.id, changedApplication(found, body));
	return { status: 204 };
}
