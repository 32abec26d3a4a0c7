import { type Html, html } from "../http/html.ts";

/** A problem with a field; its text appears in the summary and at the field. */
export type Problem = { field: string; text: string };

type Field = {
	name: string;
	label: string;
	type: "text" | "password";
	autocomplete: string;
	value?: string;
	hint?: string;
	isReadOnly?: boolean;
	isFocused?: boolean;
};

/** The two fields of every sign-in, as password managers expect them. */
export const USER_NAME = {
	name: "username",
	label: "User name",
	type: "text",
	autocomplete: "username",
} as const satisfies Field;
export const PASSWORD = {
	name: "password",
	label: "Password",
	type: "password",
	autocomplete: "current-password",
} as const satisfies Field;

/** The summary at the top of a page, which gets the focus (GOV.UK Design System, error summary). */
export function errorSummary(problem: Problem | undefined): Html {
	if (problem === undefined) return html``;
	return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary">
<h2 id="summary">There is a problem</h2>
<p><a href="#${problem.field}">${problem.text}</a></p>
</div>`;
}

/** A labelled input, with its problem if it has one. */
export function field(about: Field, problem: Problem | undefined): Html {
	const { name, label, type, autocomplete, value = "", hint, isReadOnly, isFocused } = about;
	const isWrong = problem?.field === name;
	const described = [hint !== undefined && `${name}-hint`, isWrong && `${name}-wrong`];
	const ids = described.filter(Boolean).join(" ");
	return html`<div class="field">
<label for="${name}">${label}</label>
${hint !== undefined && html`<span class="hint" id="${name}-hint">${hint}</span>`}
${isWrong && html`<span class="wrong" id="${name}-wrong">${problem.text}</span>`}
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"
 autocapitalize="none" spellcheck="false"${ids !== "" && html` aria-describedby="${ids}"`}
${isWrong && html` aria-invalid="true"`}${isReadOnly === true && html` readonly`}
${isFocused === true && problem === undefined && html` autofocus`}>
</div>`;
}
