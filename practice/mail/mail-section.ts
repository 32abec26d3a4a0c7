import type { Section } from "../tenant/control-page.ts";
import { html } from "../tenant/http/html.ts";
import type { ReceivedMail } from "./received-mail.ts";

/** The mails that the portal has sent, the latest first, for the control page. */
export function mailSection(mails: readonly ReceivedMail[]): Section {
	const cards = mails.toReversed().map(
		({ subject, envelope, text, headers }) => html`<li><h3>${subject}</h3>
<p>To ${envelope.to.join(", ")}, ${headers.get("date")?.[0] ?? "without a date"}</p>
<details><summary>Read it</summary><pre>${text}</pre></details></li>`,
	);
	return {
		title: "Mails",
		content: html`<p>Nobody gets these: they go from the portal to this page alone.</p>
${mails.length > 0 ? html`<ul class="cards">${cards}</ul>` : html`<p>None has been sent.</p>`}`,
	};
}
