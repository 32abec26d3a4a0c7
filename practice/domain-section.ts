import type { Delivery } from "./domain/delivery.ts";
import type { DomainStandIn } from "./domain/stand-in.ts";
import type { Section } from "./tenant/control-page.ts";
import { html } from "./tenant/http/html.ts";

/** What is on its way to the managed domain, for the control page. */
export function domainSection({ environment }: DomainStandIn, delivery: Delivery): Section {
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
<p>It writes in this manner: ${JSON.stringify(delivery.manner)}. Another one by <code>POST /practice/manner</code>.</p>
${pending.length > 0 ? html`<ul class="cards">${rows}</ul>` : html`<p>Nothing is on its way.</p>`}`,
	};
}
