import type { SubmitResult } from "#lib/browser/change/submit-change.ts";
import type { PasswordProblem } from "#lib/core/password-rules.ts";
import type { useTranslations } from "#lib/text/client.tsx";

/** One error of the form in words, at its field or for the form as a whole. */
export type ChangeError = { message: string; field: "existing" | "new" | undefined };

type Failed = Extract<SubmitResult, { outcome: "refused" | "not-sent" }>;

/** The words of the form. */
export type ChangeText = ReturnType<typeof useTranslations<"change">>;

/** Puts what went wrong into words; a code without a sentence does not compile. */
export function changeErrors(t: ChangeText) {
	return {
		fromProblems: (problems: PasswordProblem[]): ChangeError[] =>
			problems.map((problem) => ({
				message: problemText(problem),
				field: problem.code === "existing-missing" ? "existing" : "new",
			})),
		fromResult(result: Failed): ChangeError[] {
			if (result.outcome === "not-sent") {
				return [{ message: t(`notSent.${result.because}`), field: undefined }];
			}
			const message = t(`failures.${result.code}`);
			const id = result.code === "unknown-answer" && result.requestId;
			return [
				{
					message: id ? `${message} ${t("requestId", { id })}` : message,
					field: FIELD[result.code],
				},
			];
		},
	};

	function problemText(problem: PasswordProblem): string {
		switch (problem.code) {
			case "new-too-short":
				return t("problems.new-too-short", { min: problem.min });
			case "new-too-long":
				return t("problems.new-too-long", { max: problem.max });
			case "new-has-other-characters":
				return t("problems.new-has-other-characters", { characters: problem.characters });
			default:
				return t(`problems.${problem.code}`);
		}
	}
}

const FIELD: Partial<Record<string, ChangeError["field"]>> = {
	"wrong-existing-password": "existing",
	"password-refused": "new",
};
