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

/** Graph with every supported operation; add new ones to the list. */
export function graphEndpoint(parts: GraphParts): GraphEndpoint {
	const { authority, directory, registrations, throttle } = parts;
	const { faults, now, signIns } = authority;
	const operations: readonly GraphRoute[] = [
		meRoute(directory),
		changePasswordRoute(authority),
		...membershipRoutes(directory),
		// The helpdesk's, on others.
		usersRoute(directory),
		userRoute(directory),
		passwordProfileRoute({ ...directory, signIns }),
		groupsRoute(directory),
		groupRoute(directory),
		groupOwnersRoute(directory),
		...memberRoutes(directory),
		...roleHolderRoutes(directory),
		// An administrator's, for registering an application.
		...applicationRoutes(registrations),
		...servicePrincipalRoutes(registrations),
		...permissionGrantRoutes(registrations),
	];
	const router = withBatch(createGraphRouter(operations, { faults, throttle }), faults);
	return { issuer: authority, router, now };
}
