import type { Group } from "../directory/groups.ts";
import { type DirectorySources, pageClock } from "./directory-sources.ts";
import { answerList, placed } from "./list-answer.ts";
import { nothing, type PropertyTable } from "./properties.ts";
import type { GraphRoute } from "./router.ts";

/**
 * `GET /me/memberOf/microsoft.graph.group`: the groups that somebody is directly in. With `User.Read`
 * Graph gives their ids; "other properties are indicated as null" (Microsoft Learn,
 * `graph/permissions-overview`, limited information for inaccessible members).
 */
export function ownGroupsRoute(sources: DirectorySources): GraphRoute {
	return {
		method: "GET",
		pattern: "/me/memberOf/microsoft.graph.group",
		operation: "ownGroups",
		scopes: ["User.Read", "User.Read.All"],
		handle: (call) =>
			answerList(call, {
				...{ origin: sources.origin, context: "groups", table: IDS_ALONE },
				...{ searchable: { words: {}, starts: {} }, clock: pageClock(sources) },
				from: () => placed(groupsOf(call.caller.person.id, sources)),
			}),
	};
}

const IDS_ALONE: PropertyTable<Group> = {
	type: "group",
	defaults: ["id", "displayName"],
	shown: { id: (group) => group.id, displayName: nothing },
};

function* groupsOf(personId: string, { groups }: DirectorySources): Iterable<Group> {
	for (const group of groups.all()) {
		const places = groups.places(group.id);
		for (let place = 0; places && place < places.length; place += 1) {
			if (places.at(place) !== personId) continue;
			yield group;
			break;
		}
	}
}
