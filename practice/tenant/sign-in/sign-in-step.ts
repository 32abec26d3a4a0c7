import type { Interaction, InteractionResults, Provider } from "oidc-provider";
import { type Answer, type Call, type Reply, seeOther } from "../http/call.ts";
import type { Person } from "../people.ts";
import { describe, newTrace, type Refusal } from "./aadsts.ts";
import type { Authority } from "./authority.ts";
import type { Method } from "./judgement.ts";
import { rememberAccount } from "./known-accounts.ts";
import { parameter } from "./parameter.ts";
import type { SignInForm } from "./sign-in-pages.ts";

/** A sign-in in progress: the call, and what `/authorize` stopped for. */
export type Step = {
	provider: Provider;
	authority: Authority;
	interaction: Interaction;
	call: Call;
	form: SignInForm;
};

/** Continues with a session for this person. */
export async function accept(step: Step, person: Person, method: Method): Promise<Reply> {
	const login = { accountId: person.id, amr: [method], remember: true };
	const { status, headers } = await finish(step, { login });
	const cookie = rememberAccount(step.call, person, step.authority.people);
	return { status, headers: { ...headers, "set-cookie": cookie } };
}

/** Returns to the portal with Entra's error. */
export function refuse(step: Step, refusal: Refusal): Promise<Reply> {
	const { interaction, authority } = step;
	const trace = newTrace(parameter(interaction.params, "client-request-id"), authority.now());
	// The other OAuth errors belong to the token endpoint (RFC 6749, section 4.1.2.1).
	const error = refusal.error === "interaction_required" ? refusal.error : "access_denied";
	return finish(step, { error, error_description: describe(refusal, trace) });
}

async function finish(step: Step, result: InteractionResults): Promise<Answer> {
	const { request, response } = step.call;
	const options = { mergeWithLastSubmission: false };
	const returnTo = await step.provider.interactionResult(request, response, result, options);
	if (result.login) await switchSession(step, result.login.accountId);
	return seeOther(returnTo);
}

/**
 * Switches the browser's session to the person who has just signed in. oidc-provider would log the
 * other person out first, with a page that needs scripts.
 */
async function switchSession({ provider, interaction }: Step, accountId: string): Promise<void> {
	const before = interaction.session;
	if (before === undefined || before.accountId === accountId) return;
	const session = await provider.Session.findByUid(before.uid);
	if (session === undefined) return;
	session.accountId = accountId;
	session.authorizations = undefined;
	await session.persist();
}
