/** Windows hands a program at most so long an address (INTERNET_MAX_URL_LENGTH is 2,083). */
const MAX_ADDRESS = 2_000;

/**
 * A `mailto:` address without a recipient (RFC 6068). A body that would make it longer than mail programs
 * take is left out, to be copied instead.
 */
export function mailtoAddress({ subject, body }: { subject: string; body: string }): {
	address: string;
	hasBody: boolean;
} {
	const short = `mailto:?subject=${encodeURIComponent(subject)}`;
	const whole = `${short}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
	const hasBody = whole.length <= MAX_ADDRESS;
	return { address: hasBody ? whole : short, hasBody };
}
