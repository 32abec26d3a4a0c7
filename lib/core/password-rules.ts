/**
 * Entra's rules for a cloud account's password, as published ("Password policies and account
 * restrictions", 2026-05-26): 8 to 256 characters, three of four kinds, a fixed set of characters.
 * Entra decides; these are said beforehand and checked before anything is sent.
 */
export const MIN_LENGTH = 8;
const MAX_LENGTH = 256;
const MIN_KINDS = 3;

const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Printable ASCII and the blank space: every other character is refused. */
const NOT_ALLOWED = /[^\x20-\x7e]/gu;

type NewPasswordProblem =
	| { code: "new-missing" }
	| { code: "new-too-short"; min: number }
	| { code: "new-too-long"; max: number }
	| { code: "new-has-other-characters"; characters: string }
	| { code: "new-has-too-few-kinds" }
	| { code: "new-same-as-existing" };

export type PasswordProblem = { code: "existing-missing" } | NewPasswordProblem;

export type MetRules = Record<"length" | "kinds" | "characters" | "different", boolean>;

/**
 * Which rules a new password meets so far, for ticks that may only encourage.
 *
 * @param existing what is in the other field; while it is empty nothing differs from it
 */
export function metRules(password: string, existing = ""): MetRules {
	return {
		length: password.length >= MIN_LENGTH && password.length <= MAX_LENGTH,
		kinds: kindsIn(password) >= MIN_KINDS,
		characters: password !== "" && otherCharacters(password) === "",
		different: password !== "" && existing !== "" && password !== existing,
	};
}

/** Everything that is wrong with a pair of passwords, at most one problem for each field. */
export function passwordProblems(existing: string, next: string): PasswordProblem[] {
	const problem = newPasswordProblem(existing, next);
	return [
		...(existing === "" ? [{ code: "existing-missing" } as const] : []),
		...(problem ? [problem] : []),
	];
}

/** The characters of a password that Entra refuses, each once, with spaces between them. */
export function otherCharacters(password: string): string {
	return [...new Set(password.match(NOT_ALLOWED))].join(" ");
}

function newPasswordProblem(existing: string, next: string): NewPasswordProblem | undefined {
	if (next === "") return { code: "new-missing" };
	const characters = otherCharacters(next);
	if (characters) return { code: "new-has-other-characters", characters };
	if (next.length < MIN_LENGTH) return { code: "new-too-short", min: MIN_LENGTH };
	if (next.length > MAX_LENGTH) return { code: "new-too-long", max: MAX_LENGTH };
	if (kindsIn(next) < MIN_KINDS) return { code: "new-has-too-few-kinds" };
	if (next === existing) return { code: "new-same-as-existing" };
	return undefined;
}

function kindsIn(password: string): number {
	return KINDS.filter((kind) => kind.test(password)).length;
}
