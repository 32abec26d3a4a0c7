import type { Reply } from "../http/call.ts";
import { changeOwnPassword } from "../own-password.ts";
import { passwordProblem } from "../passwords/policy.ts";
import type { Person } from "../people.ts";
import type { Problem } from "./form-parts.ts";
import { newPasswordProblem, updatePasswordPage } from "./sign-in-pages.ts";
import { accept, type Step } from "./sign-in-step.ts";

export type UpdateFields = { current: string; wanted: string; confirmed: string };

/** Takes a new password for one that has expired, and signs in with it. */
export async function updatePassword(
	step: Step,
	person: Person,
	fields: UpdateFields,
): Promise<Reply> {
	const problem = problemWith(person, fields);
	if (problem !== undefined) return updatePasswordPage({ ...step.form, problem });
	const sessionUid = step.interaction.session?.uid;
	await changeOwnPassword(step.authority, person, fields.wanted, sessionUid);
	return accept(step, person, "pwd");
}

function problemWith(
	{ givenName, surname, mailNickname }: Person,
	{ current, wanted, confirmed }: UpdateFields,
): Problem | undefined {
	const names = [givenName, surname, mailNickname];
	const problem = passwordProblem(wanted, { current, names });
	if (problem !== undefined) return newPasswordProblem(problem);
	if (confirmed === wanted) return undefined;
	return { field: "confirm_password", text: "Passwords must be the same" };
}
