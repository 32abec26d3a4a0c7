import type { DirectoryRole } from "@microsoft/microsoft-graph-types";
import { ROLES, roleName } from "../directory/roles.ts";
import type { Person } from "../people.ts";
import { guidOf } from "../sign-in/claims.ts";
import type { DirectorySources } from "./directory-sources.ts";
import { unknownObject } from "./graph-error.ts";
import { answerList, placed } from "./list-answer.ts";
import { nothing, type PropertyTable, type ShownAs } from "./properties.ts";
import type { GraphRoute } from "./router.ts";
import { userProperties } from "./user-properties.ts";
import { SEARCHABLE_USER } from "./users.ts";

const SCOPES: readonly string[] = ["RoleManagement.Read.Directory"];
const NOT_SEARCHABLE = { words: {}, starts: {} };

/** A role by its template id. Its own id differs between tenants. */
const DIRECTORY_ROLE: PropertyTable<string> = {
	type: "directoryRole",
	defaults: ["id", "deletedDateTime", "description", "displayName", "roleTemplateId"],
	shown: {
		id: guidOf,
		deletedDateTime: nothing,
		description: (templateId) => `Can do what ${roleName(templateId)} is for.`,
		displayName: (templateId) => roleName(templateId) ?? null,
		roleTemplateId: (templateId) => templateId,
	} satisfies ShownAs<string, DirectoryRole>,
};

/**
 * `GET /directoryRoles` and `GET /directoryRoles/{id}/members`: who holds which role (Microsoft Learn,
 * `graph/api/directoryrole-list-members`). These lists have no pages.
 */
export function roleHolderRoutes(sources: DirectorySources): readonly GraphRoute[] {
	const { origin, people } = sources;
	const known = Object.values(ROLES).map(({ templateId }) => templateId);
	const roles: GraphRoute = {
		method: "GET",
		pattern: "/directoryRoles",
		operation: "directoryRoles",
		scopes: SCOPES,
		handle: (call) =>
			answerList(call, {
				origin,
				context: "directoryRoles",
				table: DIRECTORY_ROLE,
				searchable: NOT_SEARCHABLE,
				from: () => placed(known),
			}),
	};
	const holders: GraphRoute = {
		method: "GET",
		pattern: "/directoryRoles/{}/members",
		operation: "roleMembers",
		scopes: SCOPES,
		handle(call) {
			const [id = ""] = call.segments;
			const templateId = known.find((one) => guidOf(one) === id);
			if (templateId === undefined) return unknownObject(id);
			return answerList(call, {
				origin,
				context: "directoryObjects",
				searchable: SEARCHABLE_USER,
				table: userProperties(call.caller),
				from: () => placed(holdersOf(templateId, people.everybody())),
			});
		},
	};
	return [roles, holders];
}

function* holdersOf(templateId: string, people: Iterable<Person>): Iterable<Person> {
	for (const person of people) if (person.directoryRoles.includes(templateId)) yield person;
}
