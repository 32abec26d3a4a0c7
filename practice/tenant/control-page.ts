import type { Controls } from "./control/controls.ts";
import { signInName } from "./directory/home.ts";
import type { FaultRule } from "./faults.ts";
import type { Answer } from "./http/call.ts";
import { type Html, html } from "./http/html.ts";
import { MY_ACCOUNT } from "./my-account/account-pages.ts";
import { page } from "./page.ts";
import type { PeopleStore, Person } from "./people.ts";

/** A section of the control page, with its heading. */
export type Section = { title: string; content: Html };

/** The path that the control page's forms are posted to. */
export const CONTROL_FORMS = "/practice/forms";

/** @returns the page at `/`: an introduction, then the sections in order. */
export function controlPage(
	sections: readonly Section[],
	portalOrigins: readonly string[],
): Answer {
	const [portal] = portalOrigins;
	const content = html`<h1>Practice tenant</h1>
<p>This stands in for Microsoft Entra ID and Microsoft Graph, on this machine only. Sign in to the portal as one of the people below.</p>
${portal !== undefined && html`<p><a href="${portal}/">Open the portal</a></p>`}
<p><a href="${MY_ACCOUNT}">Open the page that stands in for Microsoft’s My Account</a></p>
${sections.map(({ title, content: part }) => html`<section><h2>${title}</h2>${part}</section>`)}`;
	return page("Practice tenant", content);
}

/** The tenant's own sections. */
export function tenantSections(controls: Controls): readonly Section[] {
	return [
		{ title: "People", content: peopleList(controls.people) },
		{ title: "Consent", content: consentForm(controls) },
		{ title: "Faults", content: html`${faultList(controls)}${faultForm(controls.people)}` },
	];
}

function peopleList(people: PeopleStore): Html {
	return html`<ul class="cards">${people.all().map((person) => personCard(person, people))}</ul>`;
}

function personCard(person: Person, people: PeopleStore): Html {
	const userName = signInName(person);
	const initial = people.initialPassword(person.id);
	const isKnown = initial !== undefined;
	const password = isKnown ? html`<code>${initial}</code>` : unknownPassword(person);
	return html`<li><h3>${person.displayName}</h3>
<p>${person.purpose}</p>
<dl><div><dt>User name</dt><dd><code>${userName ?? ""}</code></dd></div>
<div><dt>Password</dt><dd>${password}</dd></div></dl>
${person.onPremisesSyncEnabled === true && onSiteForm(person)}
${person.hasPasskey && scrambleForm(person)}</li>`;
}

function unknownPassword({ hasPasskey }: Person): Html {
	return hasPasskey ? html`not known: use a passkey` : html`changed since the start`;
}

/** Simulates an organisation that sets random passwords for people with passkeys. */
function scrambleForm({ id, displayName }: Person): Html {
	return html`<form method="post" action="${CONTROL_FORMS}/scramble">
<input type="hidden" name="person" value="${id}">
<button class="second">Scramble the password of ${displayName}</button></form>`;
}

/** Simulates Ctrl+Alt+Del in the on-premises network, from where the password is synchronised to Entra. */
function onSiteForm({ id, displayName }: Person): Html {
	return html`<form method="post" action="${CONTROL_FORMS}/on-premises">
<input type="hidden" name="person" value="${id}">
<div class="field"><label for="site-${id}">New password for ${displayName}, set on a computer in the organisation’s network</label>
<input id="site-${id}" name="password" autocomplete="off"></div>
<button class="second">Set it in that network</button></form>`;
}

function consentForm({ consent, knownScopes }: Controls): Html {
	const boxes = knownScopes.map(
		(name) =>
			html`<label class="choice"><input type="checkbox" name="scope" value="${name}"${
				consent.has(name) && html` checked`
			}> ${name}</label>`,
	);
	return html`<form method="post" action="${CONTROL_FORMS}/consent">
<fieldset><legend>Scopes that an administrator has consented to</legend>${boxes}</fieldset>
<div class="actions"><button>Save consent</button></div>
</form>`;
}

function faultList({ faults, people }: Controls): Html {
	const rules = faults.list();
	if (rules.length === 0) return html`<p>No faults are set.</p>`;
	return html`<ul class="cards">${rules.map((rule) => html`<li>${faultWords(rule, people)}</li>`)}</ul>
<form method="post" action="${CONTROL_FORMS}/no-faults">
<div class="actions"><button class="second">Clear all faults</button></div></form>`;
}

function faultWords({ operation, personId, fault }: FaultRule, people: PeopleStore): string {
	const { kind, times, ...details } = fault;
	const amounts = Object.entries(details).map(([name, value]) => `${name} ${value}`);
	const often =
		times === undefined ? "until cleared" : times === 1 ? "once more" : `${times} more times`;
	const who = people.find(personId)?.displayName ?? "everybody";
	return [kind, ...amounts, `on ${operation}`, `for ${who}`, often].join(", ");
}

const OPERATIONS = [
	"all",
	"token",
	"authorize",
	"me",
	"changePassword",
	"memberOf",
	"transitiveMemberOf",
	"groups",
	"members",
	"users",
	"user",
	"expirePassword",
	"batch",
	"myAccount",
];
const KINDS: readonly (readonly [string, string])[] = [
	["slow", "Slow (milliseconds)"],
	["status", "Answer with a status (429, 503)"],
	["status-after", "Answer with a status after taking effect (504)"],
	["cut-before", "Cut the connection before taking effect"],
	["cut-after", "Cut the connection after taking effect"],
	["claims-challenge", "Claims challenge"],
	["lag", "Reads lag behind (milliseconds)"],
	["no-effect", "Expiring a password has no effect"],
];

function faultForm(people: PeopleStore): Html {
	const everybody: readonly (readonly [string, string])[] = [["all", "Everyone"]];
	const persons = people.all().map(({ id, displayName }) => [id, displayName] as const);
	const operations = OPERATIONS.map((name) => [name, name] as const);
	return html`<form method="post" action="${CONTROL_FORMS}/fault">
<h3>Add a fault</h3>
${choice("kind", "Kind of fault", KINDS)}
${choice("operation", "Operation", operations)}
${choice("person", "Person", [...everybody, ...persons])}
${amount("amount", "Milliseconds or status", "For slow, lag and status only.")}
${amount("times", "How many times", "Empty: until it is cleared.")}
<div class="actions"><button>Add fault</button></div>
</form>`;
}

function choice(
	name: string,
	label: string,
	options: readonly (readonly [value: string, words: string])[],
): Html {
	return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${options.map(
		([value, words]) => html`<option value="${value}">${words}</option>`,
	)}</select></div>`;
}

function amount(name: string, label: string, hint: string): Html {
	return html`<div class="field"><label for="${name}">${label}</label>
<span class="hint" id="${name}-hint">${hint}</span>
<input id="${name}" name="${name}" inputmode="numeric" autocomplete="off" aria-describedby="${name}-hint"></div>`;
}
