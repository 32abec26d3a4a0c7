import type { DirectoryRole, Group } from "@microsoft/microsoft-graph-types";
import type { Person } from "../people.ts";
import { guidOf } from "../sign-in/claims.ts";
import type { DirectorySources } from "./directory-sources.ts";
import { answerList, placed } from "./list-answer.ts";
import { nothing, type PropertyTable, type ShownAs } from "./properties.ts";
import type { GraphRoute } from "./router.ts";

type Membership = { type: "group" | "directoryRole"; id: string };
type List = "memberOf" | "transitiveMemberOf";

const LISTS: readonly List[] = ["memberOf", "transitiveMemberOf"];

/**
 * `GET /me/memberOf` and `GET /me/transitiveMemberOf`. With `User.Read` Graph returns type and id;
 * "other properties are indicated as null" (Microsoft Learn, `graph/permissions-overview`, limited
 * information for inaccessible members).
 */
export function membershipRoutes(sources: DirectorySources): readonly GraphRoute[] {
	return LISTS.map((list) => ({
		method: "GET",
		pattern: `/me/${list}`,
		operation: list,
		scopes: ["User.Read", "User.Read.All"],
		handle: (call) =>
			answerList(call, {
				origin: sources.origin,
				context: "directoryObjects",
				table: TYPE_AND_ID,
				searchable: { words: {}, starts: {} },
				from: () => placed(membershipsOf(call.caller.person, sources, list)),
				shown: ({ type, id }, properties) => ({
					"@odata.type": `#microsoft.graph.${type}`,
					...Object.fromEntries(properties.map((one) => [one, one === "id" ? id : null])),
				}),
			}),
	}));
}

const TYPE_AND_ID: PropertyTable<Membership> = {
	type: "directoryObject",
	defaults: ["id", "displayName"],
	shown: { id: ({ id }) => id, displayName: nothing } satisfies ShownAs<
		Membership,
		Group & DirectoryRole
	>,
};

function* membershipsOf(
	person: Person,
	sources: DirectorySources,
	how: List,
): Iterable<Membership> {
	const groups = groupsAround(person.id, sources);
	if (how === "transitiveMemberOf") for (const id of groups) groupsAround(id, sources, groups);
	for (const id of groups) yield { type: "group", id };
	for (const templateId of person.directoryRoles) {
		yield { type: "directoryRole", id: guidOf(templateId) };
	}
}

/** Adds the ids of the groups that something is directly in to the known ones. */
function groupsAround(id: string, { groups }: DirectorySources, known = new Set<string>()) {
	for (const group of groups.all()) {
		const places = groups.places(group.id);
		for (let place = 0; places && place < places.length; place += 1) {
			if (places.at(place) === id) known.add(group.id);
		}
	}
	return known;
}
