/** Every way in which a change can be refused; each has words in the catalogues. */
export type ChangeFailureCode =
	| "wrong-existing-password"
	| "password-too-simple"
	| "password-banned"
	| "password-used-before"
	| "password-refused"
	| "changed-too-recently"
	| "account-locked"
	| "throttled"
	| "on-premises"
	| "not-allowed"
	| "sign-in-needed"
	| "unknown-answer";

/** What Graph said: its status, its code, and the words with the parameter that they are about. */
type Said = { status: number; code: string; message: string };

type Rule = readonly [says: RegExp, code: ChangeFailureCode];

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
export function refusalCode({ status, code, message }: Said): ChangeFailureCode {
	if (status === 401) return "sign-in-needed";
	if (status === 429) return "throttled";
	if (status !== 400 && status !== 403) return "unknown-answer";
	const known = firstOf(BY_CODE, `${code} ${message}`) ?? byParameter(message);
	if (known) return known;
	const words = firstOf(NEW_PASSWORD, message) ?? firstOf(OTHERWISE, message);
	return words ?? (status === 403 ? "not-allowed" : "unknown-answer");
}

function byParameter(message: string): ChangeFailureCode | undefined {
	const name = /paramName: *"?(\w+)/i.exec(message)?.[1]?.toLowerCase();
	if (name === "oldpassword" || name === "currentpassword") return "wrong-existing-password";
	if (name !== "newpassword") return undefined;
	return firstOf(NEW_PASSWORD, message) ?? "password-refused";
}

function firstOf(rules: readonly Rule[], text: string): ChangeFailureCode | undefined {
	return rules.find(([says]) => says.test(text))?.[1];
}
