import { LONGEST_ADDRESS, type MailText, mailtoText } from "../link/mailto.ts";

/** A mail to many of one organisation is often held back from here on. */
const MAX_RECIPIENTS = 100;

/** A mail that the agent's own program writes, to some of the people; they do not see each other. */
type MailPortion = { address: string; recipients: number };

/** Between addresses: RFC 6068 has commas, and Outlook on Windows reads semicolons alone unless it is told otherwise. */
export type AddressSeparator = "," | ";";

/**
 * Shares addresses out over `mailto:` addresses (RFC 6068) that are short enough for mail programs, each
 * with the whole text.
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

/** A long text leaves no room; one address at a time is then better than none. */
function roomFor(end: string): number {
	return LONGEST_ADDRESS - "mailto:?bcc=".length - end.length;
}

/** Addresses to paste into any mail program: one after the other, each once. */
export function mailList(mails: readonly string[]): string {
	return [...new Set(mails)].join("; ");
}
