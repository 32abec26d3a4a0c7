import type { PasswordProfile, User } from "@microsoft/microsoft-graph-types";
import { isExternal } from "../directory/home.ts";
import { mayExpirePassword } from "../directory/roles.ts";
import { passwordProblem } from "../passwords/policy.ts";
import type { Person } from "../people.ts";
import type { SignIns } from "../sign-in/sign-ins.ts";
import type { DirectorySources } from "./directory-sources.ts";
import { type GraphRefusal, REFUSALS, unknownObject } from "./graph-error.ts";
import { asObject, jsonBody } from "./request-body.ts";
import type { GraphCall, GraphRoute } from "./router.ts";

type Sources = DirectorySources & { signIns: SignIns };

/**
 * `PATCH /users/{id}` with `passwordProfile`: expires a password, or sets one. Needs the scope and a
 * directory role of the agent that covers this person; a password has to meet the usual rules
 * (Microsoft Learn, `graph/api/user-update`, example 3). The practice tenant's Graph changes nothing else of a
 * user.
 */
export function passwordProfileRoute(sources: Sources): GraphRoute {
	return {
		method: "PATCH",
		pattern: "/users/{}",
		operation: "expirePassword",
		scopes: ["User-PasswordProfile.ReadWrite.All"],
		handle(call) {
			const wanted = wantedProfile(call);
			if ("code" in wanted) return wanted;
			const [id = ""] = call.segments;
			const person = sources.people.find(id.toLowerCase()) ?? sources.people.findByUserName(id);
			if (person === undefined) return unknownObject(id);
			const refusal = refusalOf(call.caller.person, person, sources) ?? weakness(person, wanted);
			if (refusal !== undefined) return refusal;
			if (!isLost(call, person, sources)) write(person, wanted, sources);
			return { status: 204 };
		},
	};
}

type Wanted = { force: boolean; password: string | undefined };

/** The body's properties, of any type, by Graph's names. */
type Asked<Entity> = { readonly [Name in keyof Entity]?: unknown };

function wantedProfile(call: GraphCall): Wanted | GraphRefusal {
	const body = jsonBody(call);
	if (body === undefined) return REFUSALS.unreadableBody;
	const { passwordProfile, ...others }: Asked<User> = body;
	const profile: Asked<PasswordProfile> = asObject(passwordProfile) ?? {};
	const { forceChangePasswordNextSignIn: force, password, ...rest } = profile;
	const strangers = [...Object.keys(others), ...Object.keys(rest)];
	if (strangers.length > 0 || typeof force !== "boolean") return REFUSALS.notInPractice;
	if (password !== undefined && typeof password !== "string") return REFUSALS.unreadableBody;
	return { force, password };
}

function refusalOf(
	agent: Person,
	person: Person,
	{ groups }: DirectorySources,
): GraphRefusal | undefined {
	const isInRoleAssignableGroup = groups.isInRoleAssignable(person.id);
	const target = { ...person, isInRoleAssignableGroup };
	if (!mayExpirePassword(agent, target)) return REFUSALS.noPrivilege;
	if (isExternal(person)) return REFUSALS.noPrivilege;
	return person.onPremisesSyncEnabled === true ? REFUSALS.onPremisesMastered : undefined;
}

/** A reset may set the last password again; otherwise the rules of a change apply. */
function weakness(person: Person, { password }: Wanted): GraphRefusal | undefined {
	if (password === undefined) return undefined;
	const problem = passwordProblem(password, { current: "", person });
	return problem === undefined ? undefined : REFUSALS.weakReset;
}

/** A password set by an administrator revokes the person's sign-ins; expiring alone does not. */
function write(
	{ id }: Person,
	{ force, password }: Wanted,
	{ people, signIns, now }: Sources,
): void {
	const at = now();
	if (password === undefined) {
		people.update(id, { forceChangePasswordNextSignIn: force }, at);
		return;
	}
	people.setPassword(id, password, at);
	people.update(id, { forceChangePasswordNextSignIn: force });
	signIns.end(id, { now: at });
}

/** Whether a fault makes Graph answer as if it had worked. */
function isLost({ caller }: GraphCall, { id }: Person, { faults }: DirectorySources): boolean {
	const affected = { operation: "expirePassword", personId: caller.person.id, targetId: id };
	const rule = faults.matching(affected).find(({ fault }) => fault.kind === "no-effect");
	if (rule !== undefined) faults.spend(rule);
	return rule !== undefined;
}
