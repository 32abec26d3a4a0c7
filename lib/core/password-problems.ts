import {
	kindsIn,
	MAX_LENGTH,
	MIN_KINDS,
	MIN_LENGTH,
	otherCharacters,
	unseenCharacters,
} from "./password-rules.ts";

type NewPasswordProblem =
	| { code: "new-missing" }
	| { code: "new-too-short"; min: number }
	| { code: "new-too-long"; max: number }
	| { code: "new-has-other-characters" | "new-has-unseen"; characters: string }
	| { code: "new-has-too-few-kinds" }
	| { code: "new-same-as-existing" };

export type PasswordProblem = { code: "existing-missing" } | NewPasswordProblem | PasswordDoubt;

/** Probably unintended, but allowed: pointed out once and never trimmed. */
export type PasswordDoubt =
	| { code: "existing-has-blank-end" | "new-has-blank-end" }
	| { code: "existing-has-unseen"; characters: string };

/** Everything that is wrong with the two passwords, at most one problem per field. */
export function passwordProblems(existing: string, next: string): PasswordProblem[] {
	const problem = newPasswordProblem(existing, next);
	return [
		...(existing === "" ? [{ code: "existing-missing" } as const] : []),
		...(problem ? [problem] : []),
	];
}

/**
 * What was probably copied along with a password, at most one doubt per field. In the existing
 * password it would make a wrong attempt that counts towards a lockout.
 */
export function passwordDoubts(existing: string, next: string): PasswordDoubt[] {
	const characters = unseenCharacters(existing);
	const doubts: (PasswordDoubt | false)[] = [
		characters !== ""
			? { code: "existing-has-unseen", characters }
			: hasBlankEnd(existing) && { code: "existing-has-blank-end" },
		hasBlankEnd(next) && { code: "new-has-blank-end" },
	];
	return doubts.filter((doubt) => doubt !== false);
}

const hasBlankEnd = (password: string) => password.startsWith(" ") || password.endsWith(" ");

function newPasswordProblem(existing: string, next: string): NewPasswordProblem | undefined {
	if (next === "") return { code: "new-missing" };
	const unseen = unseenCharacters(next);
	if (unseen) return { code: "new-has-unseen", characters: unseen };
	const characters = otherCharacters(next);
	if (characters) return { code: "new-has-other-characters", characters };
	if (next.length < MIN_LENGTH) return { code: "new-too-short", min: MIN_LENGTH };
	if (next.length > MAX_LENGTH) return { code: "new-too-long", max: MAX_LENGTH };
	if (kindsIn(next) < MIN_KINDS) return { code: "new-has-too-few-kinds" };
	if (next === existing) return { code: "new-same-as-existing" };
	return undefined;
}
