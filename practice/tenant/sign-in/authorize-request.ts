import type { Authority } from "./authority.ts";

const NOT_FOR_THE_LIBRARY: readonly string[] = ["claims", "resource", "id_token_hint"];

/**
 * Turns Entra's query of `/authorize` into one for oidc-provider: every resource is asked for in
 * RFC 8707's way, since an Entra refresh token serves any scope that has been consented to, and
 * what was really asked for travels beside it.
 */
export function toLibraryQuery(query: URLSearchParams, { scopes }: Authority): URLSearchParams {
	const translated = new URLSearchParams(query);
	for (const name of NOT_FOR_THE_LIBRARY) translated.delete(name);
	translated.set("asked_scope", query.get("scope") ?? "");
	const claims = query.get("claims");
	if (claims !== null) translated.set("asked_claims", claims);

	const { oidc } = scopes.read(query.get("scope") ?? undefined);
	translated.set("scope", [...oidc, ...scopes.all].join(" "));
	for (const { id } of scopes.resources) translated.append("resource", id);
	setPrompt(translated);
	return translated;
}

/** The sign-in page is where an account is picked, so the library is told to open it; consent is an administrator's and not asked for. */
function setPrompt(query: URLSearchParams): void {
	if (query.get("prompt") === "select_account") query.set("asked_prompt", "select_account");
	const prompts = (query.get("prompt") ?? "").split(" ").filter(Boolean);
	const known = prompts
		.map((prompt) => (prompt === "select_account" ? "login" : prompt))
		.filter((prompt) => prompt === "login" || prompt === "none");
	if (known.length === 0) query.delete("prompt");
	else query.set("prompt", [...new Set(known)].join(" "));
}
