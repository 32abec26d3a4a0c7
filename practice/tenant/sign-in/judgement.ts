import type { Person } from "../people.ts";
import { AADSTS, notAssigned, type Refusal } from "./aadsts.ts";
import type { Authority } from "./authority.ts";
import { personIdOfLoginHint } from "./claims.ts";
import { playedRefusal } from "./played-refusals.ts";

/** How somebody proves who they are: the values that end up in the `amr` of the session. */
export type Method = "pwd" | "fido";

export type Judgement =
	/** Wrong or locked: the page says so and stays. */
	| { outcome: "again"; refusal: Refusal }
	/** The password is right and has expired. */
	| { outcome: "must-change"; person: Person }
	/** Right, and refused all the same: the portal is told. */
	| { outcome: "refused"; person: Person; refusal: Refusal }
	| { outcome: "accepted"; person: Person; method: Method };

export type Credentials = { userName: string; password: string };

/** Judges user name and password as Entra does, smart lockout included. */
export async function judgePassword(
	authority: Authority,
	{ userName, password }: Credentials,
): Promise<Judgement> {
	const { people, lockout, clientId } = authority;
	const now = authority.now();
	const person = people.findByUserName(userName);
	// An unknown name is answered like a wrong password: the page tells nobody who has an account.
	if (person === undefined) return { outcome: "again", refusal: AADSTS.wrongPassword };
	if (lockout.isLocked(person.id, now)) return { outcome: "again", refusal: AADSTS.locked };
	if (!(await people.isPassword(person.id, password))) {
		lockout.failed(person.id, people.knownPasswords.fingerprint(password), now);
		const isLocked = lockout.isLocked(person.id, now);
		return { outcome: "again", refusal: isLocked ? AADSTS.locked : AADSTS.wrongPassword };
	}
	lockout.succeeded(person.id);
	const refusal = refusalOf(person, clientId);
	if (refusal !== undefined) return { outcome: "refused", person, refusal };
	if (person.forceChangePasswordNextSignIn) return { outcome: "must-change", person };
	return { outcome: "accepted", person, method: "pwd" };
}

/** A passkey is always at hand in practice, for people who have no password. */
export function judgePasskey({ people, clientId }: Authority, userName: string): Judgement {
	const person = people.findByUserName(userName);
	if (!person?.hasPasskey) return { outcome: "again", refusal: AADSTS.wrongPassword };
	const refusal = refusalOf(person, clientId);
	if (refusal !== undefined) return { outcome: "refused", person, refusal };
	return { outcome: "accepted", person, method: "fido" };
}

/** Why this person gets neither a session nor a token, whatever they prove. */
export function refusalOf(person: Person, clientId: string): Refusal | undefined {
	if (!person.accountEnabled) return AADSTS.disabled;
	if (person.signInRefusal === "not-assigned") return notAssigned(clientId);
	if (person.signInRefusal === "conditional-access") return AADSTS.conditionalAccess;
	return person.signInRefusal === null ? undefined : playedRefusal(person.signInRefusal);
}

/** The person whom a `login_hint` means: a user name, or the opaque claim of that name. */
export function hintedPerson({ people }: Authority, hint: string | undefined): Person | undefined {
	if (hint === undefined) return undefined;
	const id = personIdOfLoginHint(hint);
	return id === undefined ? people.findByUserName(hint) : people.find(id);
}
