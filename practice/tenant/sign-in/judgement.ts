import type { Person } from "../people.ts";
import { AADSTS, notAssigned, notConsented, type Refusal } from "./aadsts.ts";
import type { Authority } from "./authority.ts";
import { personIdOfLoginHint } from "./claims.ts";

/** The authentication methods, as in the session's `amr`. */
export type Method = "pwd" | "fido";

export type Judgement =
	/** Wrong or locked: the page says so and stays. */
	| { outcome: "again"; refusal: Refusal }
	/** The password is right and has expired. */
	| { outcome: "must-change"; person: Person }
	/** The password is right but the sign-in is refused, which is reported to the portal. */
	| { outcome: "refused"; person: Person; refusal: Refusal }
	| { outcome: "accepted"; person: Person; method: Method };

export type Credentials = { userName: string; password: string };

/** Judges user name and password as Entra does, smart lockout included. */
export function judgePassword(
	authority: Authority,
	{ userName, password }: Credentials,
): Judgement {
	const { people, lockout, clientId } = authority;
	const now = authority.now();
	const person = people.findByUserName(userName);
	// An unknown name looks like a wrong password: the page does not reveal who has an account.
	if (person === undefined) return { outcome: "again", refusal: AADSTS.wrongPassword };
	if (lockout.isLocked(person.id, now)) return { outcome: "again", refusal: AADSTS.locked };
	if (!people.isPassword(person.id, password)) {
		lockout.failed(person.id, password, now);
		const isLocked = lockout.isLocked(person.id, now);
		return { outcome: "again", refusal: isLocked ? AADSTS.locked : AADSTS.wrongPassword };
	}
	lockout.succeeded(person.id);
	const refusal = refusalOf(person, clientId);
	if (refusal !== undefined) return { outcome: "refused", person, refusal };
	if (person.forceChangePasswordNextSignIn) return { outcome: "must-change", person };
	return { outcome: "accepted", person, method: "pwd" };
}

/** In practice a passkey is always available to people without a password. */
export function judgePasskey({ people, clientId }: Authority, userName: string): Judgement {
	const person = people.findByUserName(userName);
	if (!person?.hasPasskey) return { outcome: "again", refusal: AADSTS.wrongPassword };
	const refusal = refusalOf(person, clientId);
	if (refusal !== undefined) return { outcome: "refused", person, refusal };
	return { outcome: "accepted", person, method: "fido" };
}

/** Why this person gets neither session nor token, even when authenticated. */
export function refusalOf(person: Person, clientId: string): Refusal | undefined {
	if (!person.accountEnabled) return AADSTS.disabled;
	switch (person.signInRefusal) {
		case "not-assigned":
			return notAssigned(clientId);
		case "not-consented":
			return { ...notConsented(clientId), error: "access_denied" };
		case "conditional-access":
			return AADSTS.conditionalAccess;
		case null:
			return undefined;
	}
}

/** The person in a `login_hint`: a user name, or the opaque claim. */
export function hintedPerson({ people }: Authority, hint: string | undefined): Person | undefined {
	if (hint === undefined) return undefined;
	const id = personIdOfLoginHint(hint);
	return id === undefined ? people.findByUserName(hint) : people.find(id);
}
