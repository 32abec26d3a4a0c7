import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { Authority } from "./authority.ts";
import { isConsented } from "./consent.ts";
import { hintedPerson, refusalOf } from "./judgement.ts";
import { parameter } from "./parameter.ts";

const { base, Check, Prompt } = interactionPolicy;

/**
 * When `/authorize` stops for the sign-in page or for want of consent. With `prompt=none` each of
 * these checks becomes an error instead.
 */
export function signInPolicy(authority: Authority) {
	const policy = base();
	policy.get("login")?.checks.add(otherPersonHinted(authority));
	policy.get("login")?.checks.add(personRefused(authority));
	// The library's own consent page is replaced: only an administrator can consent here.
	policy.remove("consent");
	policy.add(new Prompt({ name: "consent", requestable: false }, notConsented(authority)));
	return policy;
}

/** Entra shows the sign-in page when the hint names somebody else than the session. */
function otherPersonHinted(authority: Authority) {
	return new Check(
		"other_person",
		"the hint names another person",
		"login_required",
		({ oidc }) => {
			if (isFreshlySignedIn(oidc)) return false;
			const hinted = hintedPerson(authority, parameter(oidc.params, "login_hint"));
			return hinted !== undefined && hinted.id !== oidc.session?.accountId;
		},
	);
}

/** A session does not help somebody who was disabled or blocked meanwhile. */
function personRefused(authority: Authority) {
	return new Check("person_refused", "the person may not sign in", "login_required", ({ oidc }) => {
		const person = authority.people.find(oidc.session?.accountId ?? "");
		if (person === undefined || isFreshlySignedIn(oidc)) return false;
		return refusalOf(person, authority.clientId) !== undefined;
	});
}

function notConsented({ consent, scopes }: Authority) {
	return new Check(
		"not_consented",
		"a scope has not been consented to",
		"consent_required",
		({ oidc }) => {
			const asked = scopes.read(parameter(oidc.params, "asked_scope"));
			return asked.unknown.length > 0 || !isConsented(consent, asked);
		},
	);
}

function isFreshlySignedIn({ result }: KoaContextWithOIDC["oidc"]): boolean {
	return result?.login !== undefined;
}
