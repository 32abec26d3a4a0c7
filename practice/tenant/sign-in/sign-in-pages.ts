import type { Answer } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import type { PasswordProblem } from "../passwords/policy.ts";
import { AADSTS, type Refusal } from "./aadsts.ts";
import { errorSummary, field, PASSWORD, type Problem, USER_NAME } from "./form-parts.ts";

export type SignInForm = {
	/** The sign-in's path, to which forms are posted. */
	path: string;
	portalOrigins: readonly string[];
	userName: string;
	problem?: Problem;
};

const WORDS: ReadonlyMap<Refusal, string> = new Map<Refusal, string>([
	[AADSTS.wrongPassword, "User name or password is not right (AADSTS50126)"],
	[
		AADSTS.locked,
		"This account is locked for a minute, because the password was wrong too often (AADSTS50053)",
	],
]);

/** Why the sign-in page stays, in plain words. */
export function signInProblem(refusal: Refusal): Problem {
	return { field: "password", text: WORDS.get(refusal) ?? refusal.text };
}

const NEW_PASSWORD_WORDS: Readonly<Record<PasswordProblem, string>> = {
	length: "New password must be between 8 and 256 characters",
	characters: "New password must only have letters a to z, numbers, symbols and spaces",
	kinds: "New password must have three of: small letters, capital letters, numbers, symbols",
	same: "New password must differ from the current one",
	name: "New password must not contain your name",
	guessable:
		"New password is too easy to guess: it contains a word or pattern that many people use",
};

export function newPasswordProblem(problem: PasswordProblem): Problem {
	return { field: "new_password", text: NEW_PASSWORD_WORDS[problem] };
}

/** User name and password on one page, or a passkey. */
export function signInPage({ path, portalOrigins, userName, problem }: SignInForm): Answer {
	const isNamed = userName !== "";
	const content = html`${errorSummary(problem)}
<h1>Sign in</h1>
<form method="post" action="${path}" novalidate>
${field({ ...USER_NAME, value: userName, isFocused: !isNamed }, problem)}
${field({ ...PASSWORD, isFocused: isNamed }, problem)}
<div class="actions">
<button name="action" value="password">Sign in</button>
<button name="action" value="passkey" class="second">Use a passkey</button>
<a href="${path}/cancel">Cancel</a>
</div>
</form>
<p><a href="/" target="_blank" rel="noopener">Sample people and their passwords (opens in a new tab)</a></p>`;
	return page("Sign in", content, {
		formTargets: portalOrigins,
		hasError: problem !== undefined,
	});
}

/** Entra's page for an expired password, or one set by an administrator. */
export function updatePasswordPage({ path, portalOrigins, userName, problem }: SignInForm): Answer {
	const password = { type: "password", autocomplete: "new-password" } as const;
	const content = html`${errorSummary(problem)}
<h1>Update your password</h1>
<p>You need to update your password because this is the first time you are signing in, or because your password has expired.</p>
<form method="post" action="${path}" novalidate>
${field({ ...USER_NAME, value: userName, isReadOnly: true }, problem)}
${field({ ...PASSWORD, label: "Current password", isFocused: true }, problem)}
${field(
	{
		...password,
		name: "new_password",
		label: "New password",
		hint: "At least 8 characters, with three of: small letters, capital letters, numbers, symbols.",
	},
	problem,
)}
${field({ ...password, name: "confirm_password", label: "Confirm password" }, problem)}
<div class="actions">
<button name="action" value="update">Sign in</button>
<a href="${path}/cancel">Cancel</a>
</div>
</form>`;
	return page("Update your password", content, {
		formTargets: portalOrigins,
		hasError: problem !== undefined,
	});
}
