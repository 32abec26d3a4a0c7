import { isExternal } from "../directory/home.ts";
import type { Call, Reply } from "../http/call.ts";
import { formFields, seeOther } from "../http/call.ts";
import { changeOwnPassword } from "../own-password.ts";
import { passwordProblem } from "../passwords/policy.ts";
import type { Person } from "../people.ts";
import type { Authority } from "../sign-in/authority.ts";
import type { Problem } from "../sign-in/form-parts.ts";
import { judgePassword } from "../sign-in/judgement.ts";
import { newPasswordProblem } from "../sign-in/sign-in-pages.ts";
import type { Switches } from "../switches.ts";
import { changePage, notHerePage, PROFILE } from "./account-pages.ts";
import type { AccountVisit } from "./account-sessions.ts";

/** Why the password of this account is not changed at the account page; undefined when it is. */
export function whyNotHere(person: Person, { passwordWriteback }: Switches): string | undefined {
	if (isExternal(person)) return "Your password belongs to another organisation.";
	if (person.onPremisesSyncEnabled === true && !passwordWriteback) {
		return "Your organisation does not let you change your password on this site.";
	}
	return undefined;
}

/** Takes the form. The session that it was sent in goes on; all others end. */
export async function changeHere(
	call: Call,
	{ person, sessionUid }: AccountVisit,
	{ authority, switches }: { authority: Authority; switches: Switches },
): Promise<Reply> {
	const reason = whyNotHere(person, switches);
	if (reason !== undefined) return notHerePage(reason);
	const { old_password: old = "", new_password: wanted = "", ...rest } = formFields(call);
	const asked = { old, wanted, confirmed: rest.confirm_password ?? "" };
	const problem = await problemWith(person, asked, authority);
	if (problem !== undefined) return changePage(problem);
	await changeOwnPassword(authority, person, wanted, sessionUid);
	return seeOther(`${PROFILE}?changed`);
}

async function problemWith(
	person: Person,
	{ old, wanted, confirmed }: { old: string; wanted: string; confirmed: string },
	authority: Authority,
): Promise<Problem | undefined> {
	const userName = person.userPrincipalName;
	const judgement = await judgePassword(authority, { userName, password: old });
	if (judgement.outcome === "again") {
		const { code } = judgement.refusal;
		return { field: "old_password", text: `Your old password is not right (AADSTS${code})` };
	}
	const names = [person.givenName, person.surname, person.mailNickname];
	const weakness = passwordProblem(wanted, { current: old, names });
	if (weakness !== undefined) return newPasswordProblem(weakness);
	if (confirmed === wanted) return undefined;
	return { field: "confirm_password", text: "Passwords must be the same" };
}
