import { json } from "../http/call.ts";
import type { Person } from "../people.ts";
import { asRead, type DirectorySources } from "./directory-sources.ts";
import { REFUSALS, unknownObject } from "./graph-error.ts";
import { answerList, placed } from "./list-answer.ts";
import type { Searchable } from "./odata/search-expression.ts";
import { selectedProperties, show } from "./properties.ts";
import type { GraphCall, GraphRoute } from "./router.ts";
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

/** `GET /me`, with `$select` (Microsoft Learn, `graph/api/user-get`). */
export function meRoute(sources: DirectorySources): GraphRoute {
	return {
		method: "GET",
		pattern: "/me",
		operation: "me",
		scopes: ["User.Read", "User.Read.All"],
		handle: (call) => shownUser(call, call.caller.person, { ...sources, operation: "me" }),
	};
}

/** `GET /users/{id or user principal name}`: oneself with `User.Read`, others with `User.Read.All`. */
export function userRoute(sources: DirectorySources): GraphRoute {
	const { people } = sources;
	return {
		method: "GET",
		pattern: "/users/{}",
		operation: "user",
		scopes: ["User.Read", "User.Read.All"],
		handle(call) {
			const [id = ""] = call.segments;
			const person = people.find(id.toLowerCase()) ?? people.findByUserName(id);
			const isOwn = person?.id === call.caller.person.id;
			if (!isOwn && !call.caller.scopes.has("User.Read.All")) return REFUSALS.noPrivilege;
			if (person === undefined) return unknownObject(id);
			return shownUser(call, person, { ...sources, operation: "user" });
		},
	};
}

function shownUser(
	{ caller, query }: GraphCall,
	person: Person,
	sources: DirectorySources & { operation: string },
) {
	const { origin, operation } = sources;
	const table = userProperties(caller);
	const select = query.get("$select");
	const properties = selectedProperties(table, select);
	if ("code" in properties) return properties;
	const columns = select === null ? "" : `(${properties.join(",")})`;
	const affected = { operation, personId: caller.person.id, targetId: person.id };
	return json(200, {
		"@odata.context": `${origin}/v1.0/$metadata#users${columns}/$entity`,
		...show(table, asRead(person, affected, sources), properties),
	});
}
