import { isExternal } from "../directory/home.ts";
import { changeOwnPassword } from "../own-password.ts";
import { passwordProblem } from "../passwords/policy.ts";
import type { PeopleStore, Person } from "../people.ts";
import type { SignIns } from "../sign-in/sign-ins.ts";
import { type GraphRefusal, missingParameter, REFUSALS } from "./graph-error.ts";
import { jsonBody } from "./request-body.ts";
import type { GraphCall, GraphRoute } from "./router.ts";

type Keepers = { people: PeopleStore; signIns: SignIns; now(): Date };

/** `POST /me/changePassword` (Microsoft Learn, `graph/api/user-changepassword`). */
export function changePasswordRoute(keepers: Keepers): GraphRoute {
	return {
		method: "POST",
		pattern: "/me/changePassword",
		operation: "changePassword",
		scopes: ["User-PasswordProfile.ReadWrite.All"],
		handle(call) {
			const { person } = call.caller;
			const wanted = readBody(call);
			if ("code" in wanted) return wanted;
			const refusal = refusalOf(person, wanted, keepers.people);
			if (refusal !== undefined) return refusal;
			changeOwnPassword(keepers, person, wanted.newPassword);
			return { status: 204 };
		},
	};
}

type Wanted = { currentPassword: string; newPassword: string };

function readBody(call: GraphCall): Wanted | GraphRefusal {
	const fields = jsonBody(call);
	if (fields === undefined) return REFUSALS.unreadableBody;
	const { currentPassword, newPassword } = fields;
	if (typeof currentPassword !== "string") return missingParameter("currentPassword");
	if (typeof newPassword !== "string") return missingParameter("newPassword");
	return { currentPassword, newPassword };
}

function refusalOf(
	person: Person,
	{ currentPassword, newPassword }: Wanted,
	people: PeopleStore,
): GraphRefusal | undefined {
	if (isExternal(person)) return REFUSALS.changeDenied;
	if (person.onPremisesSyncEnabled === true) return REFUSALS.onPremisesMastered;
	if (!people.isPassword(person.id, currentPassword)) return REFUSALS.wrongPassword;
	const problem = passwordProblem(newPassword, { current: currentPassword, person });
	return problem === undefined ? undefined : REFUSALS.weakPassword;
}
