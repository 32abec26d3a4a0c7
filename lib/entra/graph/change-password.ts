import { type FailureCode, ok, type Result } from "#lib/core/failure.ts";
import { callGraph, type GraphAnswer, graphError, graphFailure } from "./graph-answer.ts";

/** Checking a new password takes Entra longer than a read, and giving up early leaves people in doubt. */
const CHANGE_LIMIT_MS = 60_000;

/** Graph's `POST /me/changePassword`: the one call that ever carries a password. */
export function sendPasswordChange(
	graphUrl: string,
	token: string,
	passwords: { existing: string; next: string },
): Promise<Result<GraphAnswer>> {
	const call = {
		token,
		method: "POST",
		body: JSON.stringify({ currentPassword: passwords.existing, newPassword: passwords.next }),
		// A redirection would take the passwords elsewhere.
		redirect: "error",
	} as const;
	return callGraph(`${graphUrl}/v1.0/me/changePassword`, call, CHANGE_LIMIT_MS);
}

/**
 * Decides what Graph's answer to a password change means. It is a change only if it is the documented 204, and a
 * refusal only if it says so itself: a gateway that gave up, whatever its words, may have passed the change on.
 * `graph-no-answer`: nobody knows whether the password was changed; look, never send again.
 */
export function readPasswordChange(answer: Result<GraphAnswer>): Result<null> {
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	if (status === 204) return ok(null);
	const { code, message } = graphError(body);
	return graphFailure(answer.value, changeRefusal({ status, code, message }));
}

/** What Graph said: its status, its code, and the words with the parameter that they are about. */
type Said = { status: number; code: string; message: string };

type Rule = readonly [says: RegExp, code: FailureCode];

/** Codes: of Graph, or of the sign-in behind it ("AADSTS error codes"). */
const BY_CODE: readonly Rule[] = [
	[/PasswordPolicyOnPremises|OnPremises/i, "on-premises"],
	[/\b(AADSTS)?50053\b/, "account-locked"],
	[/\b(AADSTS)?50126\b/, "wrong-existing-password"],
];

/** What may be wrong with the new password, in Graph's words. */
const NEW_PASSWORD: readonly Rule[] = [
	[/minimum (password )?age|too recently|changed recently/i, "changed-too-recently"],
	[/histor|used before|recently used|previous(ly used)? password|\breuse/i, "password-used-before"],
	[/banned|too weak|guessable|harder.*guess|seen that password|commonly used/i, "password-banned"],
	[/too short|too long|\blength\b|\bcharacters\b/i, "password-too-simple"],
	// Graph says the same for the rules, which were checked before, and for words that are banned.
	[/complexity|does not comply/i, "password-refused"],
];

/** What is wrong with something else, in Graph's words. */
const OTHERWISE: readonly Rule[] = [
	[/on-premises mastered|directory sync|writeback/i, "on-premises"],
	[/account (is|has been|was) (temporarily )?locked|locked out/i, "account-locked"],
	[/(current|existing|old) ?password/i, "wrong-existing-password"],
];

/**
 * Microsoft publishes no table of the errors of `changePassword`, so this one is ours, to be extended. A
 * code is believed before a parameter's name (`paramName: oldPassword`), and that before words, of which
 * the first that fit count. Texts seen in public are those of Graph's updates of a user and of Microsoft's
 * own pages. An outage has no row, since nobody knows what became of the change. What fits nothing is
 * unknown and is shown with its request id; what speaks of the new password without saying what is wrong
 * with it is `password-refused`.
 */
export function changeRefusal({ status, code, message }: Said): FailureCode {
	if (status === 401) return "sign-in-ended";
	if (status === 429) return "graph-throttled";
	if (status !== 400 && status !== 403) return "graph-unknown";
	const known = firstOf(BY_CODE, `${code} ${message}`) ?? byParameter(message);
	if (known) return known;
	const words = firstOf(NEW_PASSWORD, message) ?? firstOf(OTHERWISE, message);
	return words ?? (status === 403 ? "graph-refused" : "graph-unknown");
}

function byParameter(message: string): FailureCode | undefined {
	const name = /paramName: *"?(\w+)/i.exec(message)?.[1]?.toLowerCase();
	if (name === "oldpassword" || name === "currentpassword") return "wrong-existing-password";
	if (name !== "newpassword") return undefined;
	return firstOf(NEW_PASSWORD, message) ?? "password-refused";
}

function firstOf(rules: readonly Rule[], text: string): FailureCode | undefined {
	return rules.find(([says]) => says.test(text))?.[1];
}
