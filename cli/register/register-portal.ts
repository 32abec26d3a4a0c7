import { type Application, applicationFrom, NO_APPLICATION } from "./application.ts";
import { type Changes, firstChanges, secondChanges, withChanges } from "./application-changes.ts";
import { RegistrationError } from "./failure.ts";
import type { Graph } from "./graph.ts";
import {
	createApplication,
	createGrant,
	createServicePrincipal,
	findByName,
	findByUniqueName,
	findGrants,
	findGraph,
	findServicePrincipal,
	scopeOf,
	updateApplication,
	updateGrant,
} from "./graph-requests.ts";
import type { Permission, Wanted } from "./wanted.ts";

type Registered = {
	clientId: string;
	/** What was done, in words; empty if everything already existed. */
	done: readonly string[];
};

type Way = { graph: Graph; hasConsent: boolean; tell(line: string): void };

/**
 * Makes a tenant's registration as wanted. It finds what already exists and adds only
 * what is missing, so a second run changes nothing and an interrupted one can be resumed.
 *
 * @throws RegistrationError
 */
export async function registerPortal(
	wanted: Wanted,
	{ graph, hasConsent, tell }: Way,
): Promise<Registered> {
	const done: string[] = [];
	const did = (line: string): void => {
		done.push(line);
		tell(line);
	};
	const resource = await graphInTenant(wanted, graph);
	const found = await find(wanted, graph);
	const { id, clientId, application } = found
		? await update(found, wanted, { graph, did })
		: await create(wanted, { graph, did });
	const second = secondChanges(application, clientId);
	if (hasAny(second)) {
		await graph.callSoon(updateApplication(id, second));
		did(`Application ID URI api://${clientId}, its scope Access for its own pages.`);
	}
	const principal = await ensurePrincipal(clientId, { graph, did });
	if (hasConsent) {
		const parties = { clientId: principal, resourceId: resource };
		await ensureConsent(parties, wanted.permissions, { graph, did });
	}
	return { clientId, done };
}

type Step = { graph: Graph; did(line: string): void };
type Found = { id: string; clientId: string; application: Application };

/** Graph's service principal, after verifying that it has every permission under the known id. */
async function graphInTenant({ permissions }: Wanted, graph: Graph): Promise<string> {
	const own = await graph.call(findGraph());
	const scopes = (own?.oauth2PermissionScopes ?? []) as readonly { id: string; value: string }[];
	const isMissing = ({ name, id }: Permission) =>
		!scopes.some((scope) => scope.value === name && scope.id === id);
	const names = permissions.filter(isMissing).map(({ name }) => name);
	if (names.length > 0) throw new RegistrationError({ code: "unknown-permission", names });
	return String(own?.id);
}

/** By unique name, otherwise by display name: somebody may have created it by hand. */
async function find(wanted: Wanted, graph: Graph): Promise<Found | undefined> {
	const own = await graph.call(findByUniqueName(wanted));
	if (own) return foundFrom(own);
	const named = await graph.call(findByName(wanted));
	const all = (named?.value ?? []) as readonly Readonly<Record<string, unknown>>[];
	if (all.length > 1) {
		throw new RegistrationError({ code: "several", name: wanted.name, count: all.length });
	}
	return all[0] && foundFrom(all[0]);
}

function foundFrom(body: Readonly<Record<string, unknown>>): Found {
	return { id: String(body.id), clientId: String(body.appId), application: applicationFrom(body) };
}

async function create(wanted: Wanted, { graph, did }: Step): Promise<Found> {
	const first = firstChanges(NO_APPLICATION, wanted);
	const answer = await graph.call(createApplication(wanted, first));
	// Graph returns what it created, and nothing if somebody else was faster.
	const made = answer?.appId ? answer : await graph.callSoon(findByUniqueName(wanted));
	did(`App registration ${wanted.name}, client id ${String(made?.appId)}.`);
	return { ...foundFrom(made ?? {}), application: withChanges(NO_APPLICATION, first) };
}

async function update(found: Found, wanted: Wanted, { graph, did }: Step): Promise<Found> {
	const first = firstChanges(found.application, wanted);
	if (!hasAny(first)) return found;
	await graph.call(updateApplication(found.id, first));
	did(`App registration ${found.clientId}, changed: ${Object.keys(first).join(", ")}.`);
	return { ...found, application: withChanges(found.application, first) };
}

const hasAny = (changes: Changes) => Object.keys(changes).length > 0;

async function ensurePrincipal(clientId: string, { graph, did }: Step): Promise<string> {
	const found = await graph.call(findServicePrincipal(clientId));
	if (found) return String(found.id);
	const made = await graph.callSoon(createServicePrincipal(clientId));
	did("Enterprise application (service principal).");
	return String(made?.id);
}

async function ensureConsent(
	parties: { clientId: string; resourceId: string },
	permissions: readonly Permission[],
	{ graph, did }: Step,
): Promise<void> {
	const answer = await graph.call(findGrants(parties));
	const [grant] = (answer?.value ?? []) as readonly { id: string; scope: string }[];
	const granted = (grant?.scope ?? "").split(" ").filter(Boolean);
	const missing = permissions.filter(({ name }) => !granted.includes(name));
	if (missing.length === 0) return;
	const scope = [...granted, scopeOf(missing)].join(" ");
	await (grant
		? graph.call(updateGrant(grant.id, scope))
		: graph.callSoon(createGrant(parties, missing)));
	did(`Admin consent for everybody: ${scopeOf(missing)}.`);
}
