import { submitChange } from "#lib/browser/change/submit-change.ts";
import { passwordProblems } from "#lib/core/password-rules.ts";
import { type ChangeError, type ChangeText, changeErrors } from "./change-error.ts";

type Submit = Parameters<typeof submitChange>;

type Form = {
	signIn: Submit[0];
	me: Submit[1];
	passwords: Submit[2];
	t: ChangeText;
	/** Told once nothing stands against sending it. */
	onSending: () => void;
};

/**
 * Checks a form and sends it.
 *
 * @returns `sent` when there is something to follow, else what stood against it, in words
 */
export async function sendForm(form: Form): Promise<"sent" | ChangeError[]> {
	const { signIn, me, passwords, t, onSending } = form;
	const errors = changeErrors(t);
	const problems = passwordProblems(passwords.existing, passwords.next);
	if (problems.length > 0) return errors.fromProblems(problems);
	onSending();
	const result = await submitChange(signIn, me, passwords);
	if (result.outcome === "changed" || result.outcome === "not-known") return "sent";
	return errors.fromResult(result);
}
