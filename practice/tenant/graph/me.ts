import { json } from "../http/call.ts";
import type { Person } from "../people.ts";
import { asRead, type DirectorySources } from "./directory-sources.ts";
import { REFUSALS, unknownObject } from "./graph-error.ts";
import { selectedProperties, show } from "./properties.ts";
import type { GraphCall, GraphRoute } from "./router.ts";
import { userProperties } from "./user-properties.ts";

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
