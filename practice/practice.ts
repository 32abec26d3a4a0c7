import { type Delays, Delivery } from "./domain/delivery.ts";
import { startSambaDomain } from "./domain/samba-domain.ts";
import { startSimulatedDomain } from "./domain/simulated-domain.ts";
import { CONTROLLERS, type DomainStandIn } from "./domain/stand-in.ts";
import { domainControls, domainPerson } from "./domain-controls.ts";
import { type MailServer, startMailServer } from "./mail/mail-server.ts";
import type { ReceivedMail } from "./mail/received-mail.ts";
import type { Section } from "./tenant/control-page.ts";
import { isExternal } from "./tenant/directory/home.ts";
import { SAMPLE_GROUPS } from "./tenant/directory/sample-groups.ts";
import { html } from "./tenant/http/html.ts";
import type { Person } from "./tenant/people.ts";
import { UPN_SUFFIX } from "./tenant/sample-people.ts";
import { type CloudAddresses, startTenant, type Tenant } from "./tenant/tenant.ts";

/** `simulated` needs nothing; `samba` is a pair of real controllers and needs root on Debian. */
export type DomainKind = "simulated" | "samba";

export type PracticeOptions = {
	domain: DomainKind;
	/** The tenant's port; 0: any free one. */
	port: number;
	portalOrigins: readonly string[];
	/** A cloud that the tenant simulates, for tests with something in front of it. */
	plays?: CloudAddresses;
	/** Its own folder, for the domain's certificate authority and the controllers' files. */
	dataDir: string;
	/** When the simulated domain was created; default: now. */
	madeAt?: Date;
	/** How long a change takes to each controller; default: 45 and 53 seconds. */
	delaysMs?: Delays;
	/** Ports of the simulated controllers, or addresses of the real ones. */
	controllers?: { ports?: Record<"dc1" | "dc2", number>; ips?: Record<"dc1" | "dc2", string> };
};

/** A tenant, its managed domain and a mail server. */
export type Practice = {
	tenant: Tenant;
	domain: DomainStandIn;
	delivery: Delivery;
	mail: MailServer;
	/** The settings that make a portal use them. */
	environment: Record<string, string>;
	stop(): Promise<void>;
};

/** Starts a practice tenant with its managed domain. Rejects if a port is in use or a permission is missing. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
	const domain = await startDomain(options);
	const delivery = new Delivery(domain, options.delaysMs);
	const mail = await startMailServer();
	try {
		const tenant = await startTenant({
			port: options.port,
			portalOrigins: options.portalOrigins,
			...(options.plays && { plays: options.plays }),
			sync: {
				added: (person) => addToDomain(domain, person, options.domain),
				changed: (person, password) => {
					if (isSynchronised(person)) delivery.changed(domainPerson(person), password);
				},
				expired: (person) => {
					if (isSynchronised(person)) delivery.expired(domainPerson(person));
				},
			},
			extra: domainControls({ domain, delivery, find: (id) => tenant.people.find(id) }),
			sections: async () => [domainSection(domain, delivery), mailSection(mail.mails())],
		});
		if (options.domain === "simulated") await introduceCrowd(tenant);
		return {
			tenant,
			domain,
			delivery,
			mail,
			environment: {
				...tenant.environment,
				...domain.environment,
				SMTP_URL: mail.url,
				MAIL_FROM: `keyturn@${UPN_SUFFIX}`,
			},
			async stop() {
				delivery.stop();
				await mail.stop();
				await tenant.stop();
				await domain.stop();
			},
		};
	} catch (error) {
		await mail.stop();
		await domain.stop();
		throw error;
	}
}

function startDomain({
	domain,
	dataDir,
	controllers,
	madeAt,
}: PracticeOptions): Promise<DomainStandIn> {
	if (domain === "samba") {
		return startSambaDomain(controllers);
	}
	return startSimulatedDomain({ dataDir, ...controllers, ...(madeAt && { madeAt }) });
}

/**
 * Adds the crowd's middle group to the simulated domain, so that the helpdesk finds them there. The
 * other 19,500 people, and real controllers, get an account only when a password changes.
 */
async function introduceCrowd({ people, groups }: Tenant): Promise<void> {
	const places = groups.places(SAMPLE_GROUPS.middle);
	for (let place = 0; place < (places?.length ?? 0); place += 1) {
		await people.introduce(places?.at(place) ?? "");
	}
}

/** Passwords of external people never reach a managed domain. */
function isSynchronised(person: Person): boolean {
	return !isExternal(person);
}

/** The age of simulated accounts; Samba always uses the present time. */
const ACCOUNT_AGE_MS = 30 * 24 * 60 * 60_000;

/** Gives a new person's account its state from before practice starts. */
async function addToDomain(domain: DomainStandIn, person: Person, kind: DomainKind): Promise<void> {
	if (person.domainAccount === "absent") return;
	const options =
		kind === "simulated" ? { addedAt: new Date(Date.now() - ACCOUNT_AGE_MS) } : undefined;
	for (const controller of CONTROLLERS) {
		await domain.addAccount(controller, domainPerson(person), "old", options);
		if (person.forceChangePasswordNextSignIn) await domain.requireChange(controller, person.id);
	}
}

/** What is on its way to the managed domain, for the control page. */
function domainSection({ environment }: DomainStandIn, delivery: Delivery): Section {
	const pending = delivery.pending();
	const rows = pending.map(
		({ person, controller, dueAt }) =>
			html`<li>${person.displayName} to ${controller}: ${
				dueAt === "held" ? "held" : `lands at ${dueAt.toISOString()}`
			}</li>`,
	);
	return {
		title: "Managed domain",
		content: html`<p>${environment.DOMAIN_NAME}, read by the portal at ${environment.DOMAIN_LDAPS_URLS}.</p>
${pending.length > 0 ? html`<ul class="cards">${rows}</ul>` : html`<p>Nothing is on its way.</p>`}`,
	};
}

/** The mails sent by the portal, latest first, for the control page. */
function mailSection(mails: readonly ReceivedMail[]): Section {
	const cards = mails.toReversed().map(
		({ subject, envelope, text, headers }) => html`<li><h3>${subject}</h3>
<p>To ${envelope.to.join(", ")}, ${headers.get("date")?.[0] ?? "without a date"}</p>
<details><summary>Read it</summary><pre>${text}</pre></details></li>`,
	);
	return {
		title: "Mails",
		content: html`<p>These are delivered to nobody: the portal sends them to this page only.</p>
${mails.length > 0 ? html`<ul class="cards">${cards}</ul>` : html`<p>None has been sent.</p>`}`,
	};
}
