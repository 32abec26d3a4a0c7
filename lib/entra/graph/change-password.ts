import { type FailureCode, ok, type Result } from "#lib/core/failure.ts";
import { callGraph, type GraphAnswer, graphError, graphFailure } from "./graph-answer.ts";

/** Checking a new password takes Entra longer than a read, and a timeout leaves the outcome unknown. */
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
		// A redirect would send the passwords elsewhere.
		redirect: "error",
	} as const;
	return callGraph(`${graphUrl}/v1.0/me/changePassword`, call, CHANGE_LIMIT_MS);
}

/**
 * Interprets Graph's answer to a password change. Only the documented 204 confirms it, and only
 * Graph's own error refuses it: a gateway that timed out, whatever it says, may have forwarded the
 * change. `graph-no-answer`: the outcome is unknown; check it, never resend.
 */
export function readPasswordChange(answer: Result<GraphAnswer>): Result<null> {
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	if (status === 204) return ok(null);
	const { code, message } = graphError(body);
	return graphFailure(answer.value, changeRefusal({ status, code, message }));
}

/** Graph's answer: its status, its code, and the message with the parameter that it is about. */
type Answer = { status: number; code: string; message: string };

type Rule = readonly [says: RegExp, code: FailureCode];

/** Codes of Graph, or of the sign-in service behind it ("AADSTS error codes"). */
const BY_CODE: readonly Rule[] = [
	[/PasswordPolicyOnPremises|OnPremises/i, "on-premises"],
	[/\b(AADSTS)?50053\b/, "account-locked"],
	[/\b(AADSTS)?50126\b/, "wrong-existing-password"],
];

/** Graph's messages about the new password. */
const NEW_PASSWORD: readonly Rule[] = [
	[
		/minimum (password )?age|chang\w+ (\w+ ){0,3}recently|recently changed/i,
		"changed-too-recently",
	],
	[
		/histor|\bused before|already used|recently used|\bused\b.*recently|\breuse/i,
		"password-used-before",
	],
	[
		/previous(ly used)? password|(same as|differ\w*( from)?) (the |your )?(current|existing|old)/i,
		"password-used-before",
	],
	[/banned|too weak|guessable|harder.*guess|seen that password|commonly used/i, "password-banned"],
	[/too short|too long|\blength\b|\bcharacters\b/i, "password-too-simple"],
	// Graph uses the same message for the complexity rules, which were checked before, and for banned
	// words.
	[/complexity|does not comply/i, "password-refused"],
];

/** Graph's messages about anything else. */
const OTHERWISE: readonly Rule[] = [
	[/on-premises mastered|directory sync|writeback/i, "on-premises"],
	[/account (is|has been|was) (temporarily )?locked|locked out/i, "account-locked"],
	[/(current|existing|old) ?password.*(wrong|incorrect|invalid|match)/i, "wrong-existing-password"],
	[/(wrong|incorrect|invalid) (current|existing|old) ?password/i, "wrong-existing-password"],
];

/**
 * Microsoft publishes no table of the errors of `changePassword`, so this one is our own, to be
 * extended. A code takes precedence over a parameter name (`paramName: oldPassword`), and that over
 * the message, of which the first match counts. Messages seen in public are those of Graph's user
 * updates and of Microsoft's own pages. Outages have no row, since the outcome is unknown. An error without a match is unknown
 * and shown with its request id; a message about the new password without a specific reason is `password-refused`.
 */
export function changeRefusal({ status, code, message }: Answer): FailureCode {
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
