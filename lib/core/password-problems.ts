import { kindsIn, MAX_LENGTH, MIN_KINDS, MIN_LENGTH, otherCharacters } from "./password-rules.ts";

type NewPasswordProblem =
	| { code: "new-missing" }
	| { code: "new-too-short"; min: number }
	| { code: "new-too-long"; max: number }
	| { code: "new-has-other-characters"; characters: string }
	| { code: "new-has-too-few-kinds" }
	| { code: "new-same-as-existing" };

export type PasswordProblem = { code: "existing-missing" } | NewPasswordProblem;

/** Everything that is wrong with a pair of passwords, at most one problem for each field. */
export function passwordProblems(existing: string, next: string): PasswordProblem[] {
	const problem = newPasswordProblem(existing, next);
	return [
		...(existing === "" ? [{ code: "existing-missing" } as const] : []),
		...(problem ? [problem] : []),
	];
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
