import type { PasswordProfile, User } from "@microsoft/microsoft-graph-types";
import { isExternal } from "../directory/home.ts";
import { mayExpirePassword } from "../directory/roles.ts";
import type { Person } from "../people.ts";
import type { DirectorySources } from "./directory-sources.ts";
import { type GraphRefusal, REFUSALS, unknownObject } from "./graph-error.ts";
import { asObject, jsonBody } from "./request-body.ts";
import type { GraphCall, GraphRoute } from "./router.ts";

/**
 * `PATCH /users/{id}` with `passwordProfile: { forceChangePasswordNextSignIn }`: needs the scope and a
 * directory role of the agent that reaches for this person (Microsoft Learn, `graph/api/user-update`).
 * Nothing else of a user is changed through the practice's Graph.
 */
export function expirePasswordRoute(sources: DirectorySources): GraphRoute {
	return {
		method: "PATCH",
		pattern: "/users/{}",
		operation: "expirePassword",
		scopes: ["User-PasswordProfile.ReadWrite.All"],
		handle(call) {
			const force = wantedForce(call);
			if (typeof force !== "boolean") return force;
			const [id = ""] = call.segments;
			const person = sources.people.find(id.toLowerCase()) ?? sources.people.findByUserName(id);
			if (person === undefined) return unknownObject(id);
			const refusal = refusalOf(call.caller.person, person, sources);
			if (refusal !== undefined) return refusal;
			if (!isLost(call, person, sources)) {
				const change = { forceChangePasswordNextSignIn: force };
				sources.people.update(person.id, change, sources.now());
			}
			return { status: 204 };
		},
	};
}

/** What a body names, of whatever type, by the names of Graph. */
type Asked<Entity> = { readonly [Name in keyof Entity]?: unknown };

function wantedForce(call: GraphCall): boolean | GraphRefusal {
	const body = jsonBody(call);
	if (body === undefined) return REFUSALS.unreadableBody;
	const { passwordProfile, ...others }: Asked<User> = body;
	const profile: Asked<PasswordProfile> = asObject(passwordProfile) ?? {};
	const { forceChangePasswordNextSignIn: force, ...rest } = profile;
	const strangers = [...Object.keys(others), ...Object.keys(rest)];
	if (strangers.length > 0 || typeof force !== "boolean") return REFUSALS.notInPractice;
	return force;
}

function refusalOf(
	agent: Person,
	person: Person,
	{ groups, switches }: DirectorySources,
): GraphRefusal | undefined {
	const isInRoleAssignableGroup = groups.isInRoleAssignable(person.id);
	const target = { ...person, isInRoleAssignableGroup };
	if (!mayExpirePassword(agent, target, switches)) return REFUSALS.noPrivilege;
	if (isExternal(person)) return REFUSALS.noPrivilege;
	return person.onPremisesSyncEnabled === true ? REFUSALS.onPremisesMastered : undefined;
}

/** Whether a fault makes Graph answer as if it had been done. */
function isLost({ caller }: GraphCall, { id }: Person, { faults }: DirectorySources): boolean {
	const affected = { operation: "expirePassword", personId: caller.person.id, targetId: id };
	const rule = faults.matching(affected).find(({ fault }) => fault.kind === "no-effect");
	if (rule !== undefined) faults.spend(rule);
	return rule !== undefined;
}
