import { lagMs } from "../fault-gate.ts";
import type { Faults } from "../faults.ts";
import { json } from "../http/call.ts";
import type { PeopleStore, Person } from "../people.ts";
import { unknownProperty } from "./graph-error.ts";
import type { GraphRoute } from "./router.ts";
import { selectedProperties, shownUser, userPropertyNamed } from "./user-properties.ts";

type Sources = { origin: string; people: PeopleStore; faults: Faults; now(): Date };

/** `GET /me`, with `$select` (Microsoft Learn, `graph/api/user-get`). */
export function meRoute(sources: Sources): GraphRoute {
	return {
		method: "GET",
		pattern: "/me",
		operation: "me",
		scopes: ["User.Read", "User.Read.All"],
		handle({ caller, query }) {
			const select = query.get("$select");
			const properties = selectedProperties(select);
			const stranger = properties.find((name) => userPropertyNamed(name) === undefined);
			if (stranger !== undefined) return unknownProperty(stranger, "user");
			const columns = select === null ? "" : `(${properties.join(",")})`;
			return json(200, {
				"@odata.context": `${sources.origin}/v1.0/$metadata#users${columns}/$entity`,
				...shownUser(asRead(caller.person, sources), properties),
			});
		},
	};
}

/** A read just after a change may still show the time before it. */
function asRead(person: Person, { people, faults, now }: Sources): Person {
	const change = people.latestChange(person.id);
	if (change === undefined) return person;
	const ageMs = now().getTime() - change.at.getTime();
	if (ageMs >= lagMs(faults, "me", person.id)) return person;
	return { ...person, lastPasswordChangeDateTime: change.previousDateTime };
}
