import type { Answer } from "../http/call.ts";
import { type Html, html } from "../http/html.ts";
import { page } from "../page.ts";
import type { Person } from "../people.ts";
import { errorSummary, field, type Problem } from "../sign-in/form-parts.ts";

/** The account page's path. The steps below it are those of Microsoft's Access Panel. */
export const MY_ACCOUNT = "/myaccount";
export const PROFILE = `${MY_ACCOUNT}/profile`;
export const CHANGE = `${MY_ACCOUNT}/change-password`;
export const SIGN_IN = `${MY_ACCOUNT}/sign-in`;

function accountPage(title: string, content: Html, problem?: Problem): Answer {
	return page(title, html`${errorSummary(problem)}${content}`, {
		hasError: problem !== undefined,
	});
}

export function accountSignInPage(userName: string, problem?: Problem): Answer {
	const isNamed = userName !== "";
	const name = { name: "username", label: "User name", autocomplete: "username" } as const;
	const password = {
		name: "password",
		label: "Password",
		autocomplete: "current-password",
	} as const;
	const content = html`<h1>Sign in</h1>
<form method="post" action="${SIGN_IN}" novalidate>
${field({ ...name, type: "text", value: userName, isFocused: !isNamed }, problem)}
${field({ ...password, type: "password", isFocused: isNamed }, problem)}
<div class="actions"><button>Sign in</button></div>
</form>`;
	return accountPage("Sign in", content, problem);
}

function tabs(current: string): Html {
	const links = [
		[MY_ACCOUNT, "Apps"],
		[PROFILE, "Profile"],
	] as const;
	return html`<nav class="tabs" aria-label="My account">${links.map(([path, words]) =>
		path === current
			? html`<a href="${path}" aria-current="page">${words}</a>`
			: html`<a href="${path}">${words}</a>`,
	)}</nav>`;
}

/** The Access Panel's first page. */
export function appsPage({ displayName }: Person): Answer {
	return accountPage(
		"My account",
		html`${tabs(MY_ACCOUNT)}<h1>Apps</h1><p>You are signed in as ${displayName}. There are no apps in practice.</p>`,
	);
}

/** The profile tab, with its tile. `isChanged`: the password was just changed. */
export function profilePage(person: Person, { isChanged }: { isChanged: boolean }): Answer {
	const content = html`${tabs(PROFILE)}<h1>Profile</h1>
${isChanged && html`<p role="status"><strong>Your password has been changed.</strong></p>`}
<dl><div><dt>Name</dt><dd>${person.displayName}</dd></div>
<div><dt>User name</dt><dd>${person.userPrincipalName}</dd></div></dl>
<p class="actions"><a class="tile" href="${CHANGE}">Change password</a></p>`;
	return accountPage("Profile", content);
}

/** Old password, new password twice, Submit: as on Microsoft's page. */
export function changePage(problem?: Problem): Answer {
	const next = { type: "password", autocomplete: "new-password" } as const;
	const old = { name: "old_password", label: "Old password", autocomplete: "current-password" };
	const content = html`${tabs(PROFILE)}<h1>Change password</h1>
<p>A strong password is required. Do not use common names or words, and use at least 8 characters.</p>
<form method="post" action="${CHANGE}" novalidate>
${field({ ...old, type: "password", isFocused: true }, problem)}
${field({ ...next, name: "new_password", label: "Create new password" }, problem)}
${field({ ...next, name: "confirm_password", label: "Confirm new password" }, problem)}
<div class="actions"><button>Submit</button><a href="${PROFILE}">Cancel</a></div>
</form>`;
	return accountPage("Change password", content, problem);
}

/** For accounts whose password cannot be changed here. */
export function unavailablePage(words: string): Answer {
	return accountPage(
		"Change password",
		html`${tabs(PROFILE)}<h1>You cannot change your password here</h1><p>${words}</p>`,
	);
}
