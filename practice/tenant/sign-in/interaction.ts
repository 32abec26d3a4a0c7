import type { Interaction, Provider } from "oidc-provider";
import { signInName } from "../directory/home.ts";
import { type Answer, type Call, formFields, type Reply, type Route } from "../http/call.ts";
import { html } from "../http/html.ts";
import { changeOwnPassword } from "../own-password.ts";
import { page } from "../page.ts";
import { passwordProblem } from "../passwords/policy.ts";
import type { Person } from "../people.ts";
import { AADSTS, type Refusal } from "./aadsts.ts";
import type { Authority } from "./authority.ts";
import { signInErrorPage } from "./error-page.ts";
import type { Problem } from "./form-parts.ts";
import { hintedPerson, type Judgement, judgePasskey, judgePassword } from "./judgement.ts";
import { knownAccounts } from "./known-accounts.ts";
import { parameter } from "./parameter.ts";
import {
	newPasswordProblem,
	type SignInForm,
	signInPage,
	signInProblem,
	updatePasswordPage,
} from "./sign-in-pages.ts";
import { accept, refuse, type Step } from "./sign-in-step.ts";

/** The pages below `/sign-in/`, to which oidc-provider redirects the browser. */
export function interactionRoutes(provider: Provider, authority: Authority): Route {
	return async (call) => {
		const [, root, uid, rest] = call.url.pathname.split("/");
		if (root !== "sign-in" || uid === undefined) return undefined;
		const interaction = await findInteraction(provider, call);
		if (interaction === undefined) {
			return signInErrorPage(authority, { ...AADSTS.malformed, text: "The sign-in has ended." });
		}
		const userName = proposedUserName(authority, interaction);
		const form = { path: `/sign-in/${uid}`, portalOrigins: authority.portalOrigins, userName };
		const step: Step = { provider, authority, interaction, call, form };
		if (interaction.prompt.name === "consent") return refuse(step, lackOfConsent(step));
		if (rest === "cancel") return refuse(step, AADSTS.declined);
		if (call.method === "POST") return answerForm(step);
		const picking = isToPick(step) ? pickAccountPage(step) : undefined;
		return (
			picking ?? signInPage({ ...form, userName: call.url.searchParams.get("as") ?? userName })
		);
	};
}

async function findInteraction(
	provider: Provider,
	{ request, response }: Call,
): Promise<Interaction | undefined> {
	try {
		return await provider.interactionDetails(request, response);
	} catch {
		// The library throws if the cookie or its sign-in is gone.
		return undefined;
	}
}

/** The hinted person's name; the raw hint if it matches nobody; otherwise the session's. */
function proposedUserName(authority: Authority, { params, session }: Interaction): string {
	const hint = parameter(params, "login_hint");
	const person = hintedPerson(authority, hint) ?? authority.people.find(session?.accountId ?? "");
	const name = person && signInName(person);
	return name ?? hint ?? "";
}

function lackOfConsent({ authority, interaction }: Step): Refusal {
	const { unknown } = authority.scopes.read(parameter(interaction.params, "asked_scope"));
	return unknown.length > 0 ? AADSTS.unknownScope : AADSTS.needsAdminApproval;
}

async function answerForm(arrived: Step): Promise<Reply> {
	const { call, authority, form } = arrived;
	const fields = formFields(call);
	const { action, username: userName = "", password = "" } = fields;
	const step: Step = { ...arrived, form: { ...form, userName } };
	const signedIn = authority.people.find(arrived.interaction.session?.accountId ?? "");
	if (action === "continue" && signedIn !== undefined) return accept(step, signedIn, "pwd");
	const judgement =
		action === "passkey"
			? judgePasskey(authority, userName)
			: judgePassword(authority, { userName, password });
	if ("person" in judgement) call.personId = judgement.person.id;
	switch (judgement.outcome) {
		case "again":
			return stay(step, judgement, action);
		case "refused":
			return refuse(step, judgement.refusal);
		case "accepted":
			return accept(step, judgement.person, judgement.method);
		case "must-change":
			if (action !== "update") return updatePasswordPage(step.form);
			return updatePassword(step, judgement.person, {
				current: password,
				wanted: fields.new_password ?? "",
				confirmed: fields.confirm_password ?? "",
			});
	}
}

function stay(
	{ form }: Step,
	{ refusal }: Extract<Judgement, { outcome: "again" }>,
	action: string | undefined,
): Reply {
	const shown = { ...form, problem: signInProblem(refusal) };
	return action === "update" ? updatePasswordPage(shown) : signInPage(shown);
}

/** Whether to show the account picker: `prompt=select_account`, and no account has been picked yet. */
function isToPick({ interaction, call }: Step): boolean {
	return interaction.params.asked_prompt === "select_account" && !call.url.searchParams.has("as");
}

/** This browser's accounts, and a link to use another one. Nothing if it knows none. */
function pickAccountPage({ call, authority, form, interaction }: Step): Answer | undefined {
	const accounts = knownAccounts(call, authority.people);
	if (accounts.length === 0) return undefined;
	const signedIn = interaction.session?.accountId;
	const content = html`<h1>Pick an account</h1>
<ul class="cards">${accounts.map((person) => html`<li>${choice(person, form, signedIn)}</li>`)}</ul>
<p class="actions"><a href="${form.path}?as=">Use another account</a></p>`;
	return page("Pick an account", content, { formTargets: form.portalOrigins });
}

/** A signed-in account continues at once; the others need their password. */
function choice(person: Person, { path }: SignInForm, signedIn: string | undefined) {
	const name = person.mail ?? person.userPrincipalName;
	if (person.id !== signedIn) {
		return html`<a href="${path}?as=${encodeURIComponent(name)}">${name}</a>`;
	}
	return html`<form method="post" action="${path}">
<button name="action" value="continue" class="second">${name} (signed in)</button></form>`;
}

type UpdateFields = { current: string; wanted: string; confirmed: string };

/** Replaces an expired password, and signs in with the new one. */
async function updatePassword(step: Step, person: Person, fields: UpdateFields): Promise<Reply> {
	const problem = problemWith(person, fields);
	if (problem !== undefined) return updatePasswordPage({ ...step.form, problem });
	const sessionUid = step.interaction.session?.uid;
	changeOwnPassword(step.authority, person, fields.wanted, sessionUid);
	return accept(step, person, "pwd");
}

function problemWith(
	person: Person,
	{ current, wanted, confirmed }: UpdateFields,
): Problem | undefined {
	const problem = passwordProblem(wanted, { current, person });
	if (problem !== undefined) return newPasswordProblem(problem);
	if (confirmed === wanted) return undefined;
	return { field: "confirm_password", text: "Passwords must be the same" };
}
