import { readCommandLine } from "#lib/command-line.ts";
import { tlsMistake } from "#lib/server/settings/environment.ts";
import { say } from "./command.ts";
import { NO_APPLICATION } from "./register/application.ts";
import { firstChanges, secondChanges, withChanges } from "./register/application-changes.ts";
import { failureInWords, RegistrationError } from "./register/failure.ts";
import { openGraph } from "./register/graph.ts";
import {
	createApplication,
	createGrant,
	createServicePrincipal,
	type GraphRequest,
	updateApplication,
} from "./register/graph-requests.ts";
import { type Plan, planFrom } from "./register/options.ts";
import { registerPortal } from "./register/register-portal.ts";
import { findTenant, GRAPH_COMMAND_LINE, signIn } from "./register/sign-in.ts";
import type { Wanted } from "./register/wanted.ts";

/** Exit codes: registration failed or is incomplete; Ctrl+C. */
const FAILED = 1;
const INTERRUPTED = 130;

const USAGE = `npm run register -- --tenant TENANT --portal-url URL [--dry-run] [--consent] [...]

  --tenant TENANT         the tenant's id, or one of its domains
  --portal-url URL        the address at which people open the portal
  --dry-run               prints what it would send to Microsoft Graph, without sending it
  --consent               also grants admin consent for everybody
  --helpdesk              includes the permissions for the helpdesk's pages
  --change-method METHOD  portal (default), or microsoft: without the permission to change passwords
  --cloud CLOUD           global (default), usgov, usgov-dod or china
  --name NAME             the registration's name, by which it is also found; default Keyturn
  --helpdesk-role ROLE    the value of the app role; Keyturn.Helpdesk
  --sign-in-client ID     another public client to sign in with than Microsoft Graph Command Line Tools
  --authority URL, --graph-url URL   other endpoints, as of a practice tenant

docs/app-registration.md says what is registered, and why.`;

const OPTIONS = {
	tenant: { type: "string" },
	"portal-url": { type: "string" },
	"dry-run": { type: "boolean", default: false },
	consent: { type: "boolean", default: false },
	helpdesk: { type: "boolean", default: false },
	"change-method": { type: "string" },
	cloud: { type: "string" },
	name: { type: "string", default: "Keyturn" },
	"helpdesk-role": { type: "string" },
	"sign-in-client": { type: "string", default: GRAPH_COMMAND_LINE },
	authority: { type: "string" },
	"graph-url": { type: "string" },
} as const;
const complain = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
	const { given, plan } = readCommandLine(USAGE, { options: OPTIONS }, ({ values: given }) => {
		const read = planFrom(given);
		const mistakes = [...tlsMistake(process.env), ...(read.ok ? [] : read.mistakes)];
		if (!read.ok || mistakes.length > 0) throw new Error(mistakes.join("\n"));
		return { given, plan: read.plan };
	});
	if (!given["dry-run"]) return register(plan, given.consent, given["sign-in-client"]);
	say(`This would be sent to Microsoft Graph if the tenant has no ${plan.wanted.name} yet:\n`);
	say(requestsInWords(requestsOf(plan.wanted, given.consent), plan.graphUrl));
	say("\nNothing was sent. If a registration already exists, only what is missing is added.");
	return 0;
}

async function register(plan: Plan, hasConsent: boolean, clientId: string): Promise<number> {
	const stopping = new AbortController();
	const { signal } = stopping;
	for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.on(name, () => stopping.abort());
	}
	const done: string[] = [];
	try {
		const tenantId = await findTenant({ ...plan, signal });
		const way = { ...plan, clientId, scopes: scopesOf(plan, hasConsent), signal };
		const { accessToken, userName } = await signIn({ ...way, show: showCode }, tenantId);
		say(`Signed in as ${userName}.\n`);
		const graph = openGraph({ url: plan.graphUrl, accessToken, signal });
		const tell = (line: string): void => {
			done.push(line);
			say(`  created   ${line}`);
		};
		const made = await registerPortal(plan.wanted, { graph, hasConsent, tell });
		if (made.done.length === 0) say("Everything exists already. Nothing was changed.");
		printNextSteps(plan, { ...made, tenantId, hasConsent });
		return 0;
	} catch (error) {
		if (!(error instanceof RegistrationError)) throw error;
		complain(failureInWords(error.failure));
		if (done.length > 0) complain("What was created stays. The same command resumes from there.");
		return error.failure.code === "stopped" ? INTERRUPTED : FAILED;
	}
}

/** Only the scopes that the registration needs; granting consent takes another one. */
function scopesOf({ graphUrl }: Plan, hasConsent: boolean): string[] {
	const names = ["Application.ReadWrite.All"];
	if (hasConsent) names.push("DelegatedPermissionGrant.ReadWrite.All");
	return names.map((name) => `${graphUrl}/${name}`);
}

function showCode(code: { verificationUri: string; userCode: string; expiresInSeconds: number }) {
	const minutes = Math.round(code.expiresInSeconds / 60);
	say(`Open ${code.verificationUri} and enter the code ${code.userCode}`);
	say(`as a Cloud Application Administrator. It is valid for ${minutes} minutes. Ctrl+C stops.\n`);
}

type Outcome = { clientId: string; tenantId: string; hasConsent: boolean };

function printNextSteps(plan: Plan, { clientId, tenantId, hasConsent }: Outcome): void {
	const ids = { ENTRA_TENANT_ID: tenantId, ENTRA_CLIENT_ID: clientId };
	say("\nFor .env:\n");
	for (const [name, value] of Object.entries({ ...ids, ...plan.settings })) {
		say(`${name}=${value}`);
	}
	const consent = `${plan.authority}/adminconsent?client_id=${clientId}`;
	say("\nStill to do:");
	if (!hasConsent)
		say(`- Grant admin consent: run this again with --consent, or open\n  ${consent}`);
	say(
		`- Assign the role ${plan.wanted.helpdeskRole} to the helpdesk: docs/app-registration.md, step 6.`,
	);
	say("- Run npm run check to verify everything.");
}

/** Placeholders for values that only Graph knows, with the request whose response has them. */
const CLIENT_ID = "{appId of 1}";
const OBJECT_ID = "{id of 1}";
const OWN_PRINCIPAL = "{id of 3}";
const GRAPH_PRINCIPAL = "{id of Microsoft Graph's service principal}";

/** The requests that create a registration in a tenant that has none, in order. */
function requestsOf(wanted: Wanted, hasConsent: boolean): readonly GraphRequest[] {
	const first = firstChanges(NO_APPLICATION, wanted);
	const second = secondChanges(withChanges(NO_APPLICATION, first), CLIENT_ID);
	const parties = { clientId: OWN_PRINCIPAL, resourceId: GRAPH_PRINCIPAL };
	return [
		createApplication(wanted, first),
		updateApplication(OBJECT_ID, second),
		createServicePrincipal(CLIENT_ID),
		...(hasConsent ? [createGrant(parties, wanted.permissions)] : []),
	];
}

/** Requests as text: method, address, headers and body of each. */
function requestsInWords(requests: readonly GraphRequest[], graphUrl: string): string {
	const written = requests.map(({ method, path, headers = {}, body }, index) => {
		const lines = [`${index + 1}. ${method} ${graphUrl}/v1.0${path}`];
		for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
		return [...lines, JSON.stringify(body, null, 2)].join("\n");
	});
	return written.join("\n\n");
}

process.exitCode = await main();
