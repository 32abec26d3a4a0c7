import type { OwnWords } from "./own-words.ts";
import { passwordProtection, REQUIRED_POINTS } from "./password-protection.ts";
import { MIN_LENGTH, metRules, otherCharacters, unseenCharacters } from "./password-rules.ts";

type StrengthLevel = "weak" | "fair" | "good" | "strong";

/** What would make a password stronger. */
export type Advice =
	| "own"
	| "keyboard"
	| "repeat"
	| "sequence"
	| "date"
	| "name"
	| "word"
	| "longer";

export type Strength = { level: StrengthLevel; advice: Advice | undefined };

/** A reason why Microsoft is likely to refuse a password; only a hint, since Microsoft decides. */
export type PasswordHint =
	| { code: "other-characters" | "unseen-characters"; characters: string }
	| { code: "name" }
	| { code: "organisation" }
	| { code: "common" }
	| { code: "points"; points: number; needed: number };

/**
 * Feedback on a new password while it is typed. It reveals nothing about the password, except characters that no password may
 * contain.
 */
export type PasswordJudgement = {
	/**
	 * `undefined` until the password is long enough to be accepted, and in place of praise for one
	 * that Microsoft is likely to refuse.
	 */
	strength: Strength | undefined;
	hints: PasswordHint[];
};

/**
 * The level for a number of guesses. The managed domain stores unsalted NT hashes, and an attacker
 * with a stolen copy can test thousands of millions a second. So `good` and `strong` start higher
 * than in zxcvbn, which assumes slow hashes (there 10^8 and 10^10).
 */
export function strengthLevel(guessesLog10: number): StrengthLevel {
	if (guessesLog10 < 6) return "weak";
	if (guessesLog10 < 9) return "fair";
	return guessesLog10 < 12 ? "good" : "strong";
}

/** The strength to show: no praise for a password that Microsoft is likely to refuse. */
export function saidStrength(
	strength: Strength,
	hints: readonly PasswordHint[],
): Strength | undefined {
	const isPraise = strength.level === "good" || strength.level === "strong";
	return isPraise && hints.length > 0 ? undefined : strength;
}

type Known = {
	own: OwnWords;
	/** The most common passwords, in lower case. */
	common: ReadonlySet<string>;
	banned: readonly string[];
};

/** Reasons why Microsoft is likely to refuse a password, the most serious first. */
export function passwordHints(password: string, { own, common, banned }: Known): PasswordHint[] {
	const found = passwordProtection(password, { ...own, banned });
	const hints: PasswordHint[] = [];
	const unseen = unseenCharacters(password);
	const characters = otherCharacters(password);
	if (unseen) hints.push({ code: "unseen-characters", characters: unseen });
	else if (characters) hints.push({ code: "other-characters", characters });
	if (found.names.length > 0) hints.push({ code: "name" });
	if (found.organisation.length > 0) hints.push({ code: "organisation" });
	if (password.length < MIN_LENGTH) return hints;
	if (isCommonPassword(password, common)) hints.push({ code: "common" });
	else if (found.banned.length > 0 && found.points < REQUIRED_POINTS) {
		hints.push({ code: "points", points: found.points, needed: REQUIRED_POINTS });
	}
	return hints;
}

/** People append a mark or two where a rule asks for one. */
const APPENDED = /[^a-z0-9]{1,2}$/;

/**
 * Whether a password, ignoring case and appended marks, is one of the most common (OWASP ASVS 5.0, 6.2.4).
 *
 * @param common in lower case
 */
function isCommonPassword(password: string, common: ReadonlySet<string>): boolean {
	const plain = password.toLowerCase();
	return common.has(plain) || common.has(plain.replace(APPENDED, ""));
}

/** Whether a lower-case password can be capitalised so that it meets Entra's rules. */
export function fitsInSomeSpelling(password: string): boolean {
	const spellings = [password, password.replace(/[a-z]/, (letter) => letter.toUpperCase())];
	return (
		otherCharacters(password) === "" &&
		spellings.map((spelling) => metRules(spelling)).some(({ length, kinds }) => length && kinds)
	);
}
