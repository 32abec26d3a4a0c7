import type { Answer } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import type { Person } from "../people.ts";
import { knownAccounts } from "./known-accounts.ts";
import type { SignInForm } from "./sign-in-pages.ts";
import type { Step } from "./sign-in-step.ts";

/** Whether to ask which account is meant: `prompt=select_account`, and nobody has been picked yet. */
export function isToPick({ interaction, call }: Step): boolean {
	return interaction.params.asked_prompt === "select_account" && !call.url.searchParams.has("as");
}

/** The accounts of this browser, and the way to another one. Nothing when it knows none. */
export function pickAccountPage({ call, authority, form, interaction }: Step): Answer | undefined {
	const accounts = knownAccounts(call, authority.people);
	if (accounts.length === 0) return undefined;
	const signedIn = interaction.session?.accountId;
	const content = html`<h1>Pick an account</h1>
<ul class="cards">${accounts.map((person) => html`<li>${choice(person, form, signedIn)}</li>`)}</ul>
<p class="actions"><a href="${form.path}?as=">Use another account</a></p>`;
	return page("Pick an account", content, { formTargets: form.portalOrigins });
}

/** Who is signed in goes on at once; the others say their password. */
function choice(person: Person, { path }: SignInForm, signedIn: string | undefined) {
	const name = person.mail ?? person.userPrincipalName;
	if (person.id !== signedIn) {
		return html`<a href="${path}?as=${encodeURIComponent(name)}">${name}</a>`;
	}
	return html`<form method="post" action="${path}">
<button name="action" value="continue" class="second">${name} (signed in)</button></form>`;
}
