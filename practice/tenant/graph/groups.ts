import type { Group } from "../directory/groups.ts";
import { json } from "../http/call.ts";
import type { DirectorySources } from "./directory-sources.ts";
import { unknownObject } from "./graph-error.ts";
import { GROUP_PROPERTIES } from "./group-properties.ts";
import { answerList, placed } from "./list-answer.ts";
import type { Searchable } from "./odata/search-expression.ts";
import { selectedProperties, show } from "./properties.ts";
import type { GraphRoute } from "./router.ts";
import { userProperties } from "./user-properties.ts";
import { SEARCHABLE_USER } from "./users.ts";

const SCOPES: readonly string[] = ["GroupMember.Read.All"];

const SEARCHABLE: Searchable<Group> = {
	words: {
		displayName: (group) => group.displayName,
		description: (group) => group.description,
	},
	starts: { mailNickname: (group) => group.mailNickname },
};

/** `GET /groups` (Microsoft Learn, `graph/api/group-list`). */
export function groupsRoute(sources: DirectorySources): GraphRoute {
	const { origin, groups } = sources;
	return {
		method: "GET",
		pattern: "/groups",
		operation: "groups",
		scopes: SCOPES,
		units: 2,
		handle: (call) =>
			answerList(call, {
				origin,
				context: "groups",
				table: GROUP_PROPERTIES,
				searchable: SEARCHABLE,
				from: () => placed(groups.all()),
			}),
	};
}

/** `GET /groups/{id}/owners` (Microsoft Learn, `graph/api/group-list-owners`), people only. */
export function groupOwnersRoute(sources: DirectorySources): GraphRoute {
	const { origin, groups, people } = sources;
	return {
		method: "GET",
		pattern: "/groups/{}/owners",
		operation: "owners",
		scopes: SCOPES,
		handle(call) {
			const [id = ""] = call.segments;
			const group = groups.find(id.toLowerCase());
			if (group === undefined) return unknownObject(id);
			const owners = group.owners.flatMap((owner) => people.find(owner) ?? []);
			return answerList(call, {
				origin,
				context: "directoryObjects",
				table: userProperties(call.caller),
				searchable: SEARCHABLE_USER,
				from: () => placed(owners),
			});
		},
	};
}

/** `GET /groups/{id}` (Microsoft Learn, `graph/api/group-get`). */
export function groupRoute({ origin, groups }: DirectorySources): GraphRoute {
	return {
		method: "GET",
		pattern: "/groups/{}",
		operation: "group",
		scopes: SCOPES,
		handle({ segments: [id = ""], query }) {
			const group = groups.find(id.toLowerCase());
			if (group === undefined) return unknownObject(id);
			const select = query.get("$select");
			const properties = selectedProperties(GROUP_PROPERTIES, select);
			if ("code" in properties) return properties;
			const columns = select === null ? "" : `(${properties.join(",")})`;
			return json(200, {
				"@odata.context": `${origin}/v1.0/$metadata#groups${columns}/$entity`,
				...show(GROUP_PROPERTIES, group, properties),
			});
		},
	};
}
