import type { Registrations } from "../directory/registrations.ts";
import type { Authority } from "../sign-in/authority.ts";
import { applicationRoutes } from "./applications.ts";
import { withBatch } from "./batch.ts";
import { changePasswordRoute } from "./change-password.ts";
import type { DirectorySources } from "./directory-sources.ts";
import type { GraphEndpoint } from "./graph.ts";
import { groupOwnersRoute, groupRoute, groupsRoute } from "./groups.ts";
import { memberRoutes } from "./members.ts";
import { membershipRoutes } from "./memberships.ts";
import { passwordProfileRoute } from "./password-profile.ts";
import { permissionGrantRoutes } from "./permission-grants.ts";
import { roleHolderRoutes } from "./role-holders.ts";
import { createGraphRouter, type GraphRoute } from "./router.ts";
import { servicePrincipalRoutes } from "./service-principals.ts";
import type { Throttle } from "./throttle.ts";
import { meRoute, userRoute, usersRoute } from "./users.ts";

export type GraphParts = {
	authority: Authority;
	directory: DirectorySources;
	registrations: Registrations;
	throttle: Throttle;
};

/** Graph with every supported operation; add new ones to these lists. */
export function graphEndpoint(parts: GraphParts): GraphEndpoint {
	const { authority, directory, registrations, throttle } = parts;
	const { faults, now } = authority;
	const operations = [
		...selfOperations(authority, directory),
		...directoryOperations(authority, directory),
		...registrationOperations(registrations),
	];
	const router = withBatch(createGraphRouter(operations, { faults, throttle }), faults);
	return { issuer: authority, router, now };
}

/** Operations on oneself. */
function selfOperations(authority: Authority, directory: DirectorySources): readonly GraphRoute[] {
	return [meRoute(directory), changePasswordRoute(authority), ...membershipRoutes(directory)];
}

/** The helpdesk's operations on others. */
function directoryOperations(
	{ signIns }: Authority,
	directory: DirectorySources,
): readonly GraphRoute[] {
	return [
		usersRoute(directory),
		userRoute(directory),
		passwordProfileRoute({ ...directory, signIns }),
		groupsRoute(directory),
		groupRoute(directory),
		groupOwnersRoute(directory),
		...memberRoutes(directory),
		...roleHolderRoutes(directory),
	];
}

/** An administrator's operations for registering an application. */
function registrationOperations(registrations: Registrations): readonly GraphRoute[] {
	return [
		...applicationRoutes(registrations),
		...servicePrincipalRoutes(registrations),
		...permissionGrantRoutes(registrations),
	];
}
