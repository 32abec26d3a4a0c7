import type { SubmitResult } from "#lib/browser/change/submit-change.ts";
import { type Failure, type FailureCode, needsSignIn } from "#lib/core/failure.ts";
import type { PasswordProblem } from "#lib/core/password-problems.ts";
import type { useTranslations } from "#lib/text/client.tsx";

/** One error message of the form, for a field or for the whole form. */
export type ChangeError = {
	message: string;
	field: "existing" | "new" | undefined;
	/** Only another sign-in helps. */
	needsSignIn?: boolean;
	/** There is a change to follow. */
	hasProgress?: boolean;
};

/** A submit without a change to follow. */
export type Unchanged = Exclude<SubmitResult, { outcome: "changed" | "not-known" }>;

/** After how many wrong attempts Entra locks, and until when the next one is held back. */
type Lockout = { limit: number; until: string };

/** The form's texts, and its wording of failures. */
export type ChangeText = {
	t: ReturnType<typeof useTranslations<"change">>;
	failureText: (failure: Failure) => string;
};

/** Puts errors into words. */
export function changeErrors({ t, failureText }: ChangeText) {
	return {
		fromProblems: (problems: PasswordProblem[]): ChangeError[] =>
			problems.map((problem) => ({
				message: problemText(problem),
				field: problem.code.startsWith("existing-") ? "existing" : "new",
			})),
		/** @param until until when the next attempt is held back, in words */
		tooSoon: (until: string): ChangeError[] => [
			{ message: t("tooSoon", { until }), field: undefined },
		],
		/** @param lockout what to say when smart lockout is near */
		fromResult(result: Unchanged, lockout: Lockout | undefined): ChangeError[] {
			if (result.outcome !== "failed") {
				return [{ message: t(`tryBefore.${result.outcome}`), field: undefined, hasProgress: true }];
			}
			const { failure, isEarlierTryOpen } = result;
			const id = failure.code === "graph-unknown" && failure.requestId;
			const parts = [
				failureText(failure),
				...(id ? [t("requestId", { id })] : []),
				t("nothingChanged"),
				...(isEarlierTryOpen ? [t("earlierTryOpen")] : []),
				...(lockout ? [t("lockoutNear", lockout)] : []),
			];
			const message = parts.join(" ");
			return [{ message, field: FIELD[failure.code], needsSignIn: needsSignIn(failure) }];
		},
	};

	function problemText(problem: PasswordProblem): string {
		switch (problem.code) {
			case "new-too-short":
				return t("problems.new-too-short", { min: problem.min });
			case "new-too-long":
				return t("problems.new-too-long", { max: problem.max });
			case "new-has-other-characters":
			case "new-has-unseen":
			case "existing-has-unseen":
				return t(`problems.${problem.code}`, { characters: problem.characters });
			default:
				return t(`problems.${problem.code}`);
		}
	}
}

const FIELD: Partial<Record<FailureCode, ChangeError["field"]>> = {
	"wrong-existing-password": "existing",
	"password-too-simple": "new",
	"password-banned": "new",
	"password-used-before": "new",
	"password-refused": "new",
};
