import type { SubmitResult } from "#lib/browser/change/submit-change.ts";
import type { PasswordProblem } from "#lib/core/password-problems.ts";
import type { useTranslations } from "#lib/text/client.tsx";

/** One error of the form in words, at its field or for the form as a whole. */
export type ChangeError = {
	message: string;
	field: "existing" | "new" | undefined;
	/** Only another sign-in leads on. */
	needsSignIn?: boolean;
	/** There is a change to be followed. */
	hasProgress?: boolean;
};

type Failed = Extract<SubmitResult, { outcome: "refused" | "not-sent" }>;

/** After how many wrong tries Entra locks, and before when the next one is not sent. */
type Lockout = { limit: number; until: string };

/** The words of the form. */
export type ChangeText = ReturnType<typeof useTranslations<"change">>;

/** Puts what went wrong into words; a code without a sentence does not compile. */
export function changeErrors(t: ChangeText) {
	return {
		fromProblems: (problems: PasswordProblem[]): ChangeError[] =>
			problems.map((problem) => ({
				message: problemText(problem),
				field: problem.code.startsWith("existing-") ? "existing" : "new",
			})),
		/** @param until before when a next try is not sent, in words */
		tooSoon: (until: string): ChangeError[] => [
			{ message: t("tooSoon", { until }), field: undefined },
		],
		/** @param lockout what to say when smart lockout is near */
		fromResult(result: Failed, lockout: Lockout | undefined): ChangeError[] {
			if (result.outcome === "not-sent") {
				const needsSignIn = result.because === "sign-in-needed";
				const hasProgress = result.because.startsWith("earlier-try");
				const message = t(`notSent.${result.because}`);
				return [{ message, field: undefined, needsSignIn, hasProgress }];
			}
			const id = result.code === "unknown-answer" && result.requestId;
			const parts = [
				t(`failures.${result.code}`),
				...(id ? [t("requestId", { id })] : []),
				...(result.isEarlierTryOpen ? [t("earlierTryOpen")] : []),
				...(lockout ? [t("lockoutNear", lockout)] : []),
			];
			const needsSignIn = result.code === "sign-in-needed";
			return [{ message: parts.join(" "), field: FIELD[result.code], needsSignIn }];
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
			case "existing-has-unseen":
				return t("problems.existing-has-unseen", { characters: problem.characters });
			default:
				return t(`problems.${problem.code}`);
		}
	}
}

const FIELD: Partial<Record<string, ChangeError["field"]>> = {
	"wrong-existing-password": "existing",
	"password-too-simple": "new",
	"password-banned": "new",
	"password-used-before": "new",
	"password-refused": "new",
};
