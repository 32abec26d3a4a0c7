/** The longest address that Windows passes to a program (INTERNET_MAX_URL_LENGTH is 2,083). */
export const LONGEST_ADDRESS = 2_000;

export type MailText = { subject: string; body: string };

/** The text of a mail for a `mailto:` address (RFC 6068), with CRLF line breaks. */
export function mailtoText({ subject, body }: MailText): string {
	const lines = body.replaceAll("\n", "\r\n");
	return `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
}

/**
 * A `mailto:` address without a recipient. A body that would make it too long for mail programs is
 * omitted, to be copied instead.
 */
export function mailtoAddress(text: MailText): { address: string; hasBody: boolean } {
	const whole = `mailto:?${mailtoText(text)}`;
	const hasBody = whole.length <= LONGEST_ADDRESS;
	const short = `mailto:?subject=${encodeURIComponent(text.subject)}`;
	return { address: hasBody ? whole : short, hasBody };
}
