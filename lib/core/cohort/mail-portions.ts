import { LONGEST_ADDRESS, type MailText, mailtoText } from "../link/mailto.ts";

/** Mail systems often hold back mails with more recipients in one organisation. */
const MAX_RECIPIENTS = 100;

/** A mail in the agent's own mail program, to some of the people; they do not see each other's addresses. */
type MailPortion = { address: string; recipients: number };

/** RFC 6068 separates addresses by commas; Outlook on Windows accepts only semicolons by default. */
export type AddressSeparator = "," | ";";

/**
 * Distributes recipients over `mailto:` addresses (RFC 6068) that are short enough for mail
 * programs, each with the whole text.
 */
export function mailPortions(
	mails: readonly string[],
	text: MailText,
	separator: AddressSeparator = ",",
): MailPortion[] {
	const end = `&${mailtoText(text)}`;
	const portions: MailPortion[] = [];
	let some: string[] = [];
	let length = 0;
	const close = () => {
		if (some.length === 0) return;
		portions.push({
			address: `mailto:?bcc=${some.join(separator)}${end}`,
			recipients: some.length,
		});
		some = [];
		length = 0;
	};
	for (const mail of mails) {
		const encoded = encodeURIComponent(mail);
		const isFull = length + encoded.length + 1 > roomFor(end) || some.length >= MAX_RECIPIENTS;
		if (isFull) close();
		some.push(encoded);
		length += encoded.length + 1;
	}
	close();
	return portions;
}

/** A long text may leave no room; one address per mail is better than none. */
function roomFor(end: string): number {
	return LONGEST_ADDRESS - "mailto:?bcc=".length - end.length;
}

/** Addresses to paste into any mail program, each once. */
export function mailList(mails: readonly string[]): string {
	return [...new Set(mails)].join("; ");
}
