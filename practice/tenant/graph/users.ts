import type { Person } from "../people.ts";
import { asRead, type DirectorySources } from "./directory-sources.ts";
import { answerList, placed } from "./list-answer.ts";
import type { Searchable } from "./odata/search-expression.ts";
import { show } from "./properties.ts";
import type { GraphRoute } from "./router.ts";
import { userProperties } from "./user-properties.ts";

export const SEARCHABLE_USER: Searchable<Person> = {
	words: { displayName: (person) => person.displayName },
	starts: {
		givenName: (person) => person.givenName,
		mail: (person) => person.mail,
		mailNickname: (person) => person.mailNickname,
		surname: (person) => person.surname,
		userPrincipalName: (person) => person.userPrincipalName,
	},
};

/** `GET /users` (Microsoft Learn, `graph/api/user-list`). */
export function usersRoute(sources: DirectorySources): GraphRoute {
	const { origin, people } = sources;
	return {
		method: "GET",
		pattern: "/users",
		operation: "users",
		scopes: ["User.Read.All"],
		units: 2,
		handle(call) {
			const table = userProperties(call.caller);
			const affected = { operation: "users", personId: call.caller.person.id };
			return answerList(call, {
				origin,
				context: "users",
				table,
				searchable: SEARCHABLE_USER,
				from: () => placed(people.everybody()),
				shown: (person, properties) =>
					show(table, asRead(person, { ...affected, targetId: person.id }, sources), properties),
			});
		},
	};
}
